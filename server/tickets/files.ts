import { isUtf8 } from 'node:buffer'
import { randomUUIDv7 } from 'node:crypto'
import { fileTypeFromBuffer } from 'file-type'
import type { Selectable } from 'kysely'
import { invalid } from '../platform/errors.ts'
import { digest, MAX_FILE_BYTES } from '../platform/files.ts'
import type { System } from '../platform/system.ts'
import type { Files } from '../platform/tables.ts'
import type { Work } from '../platform/work.ts'
import type { OutgoingFile } from '../connectors/email/write-mail.ts'
import { servedType } from './file-type.ts'
import { noteLooseBytes, takeLooseBytes } from './loose-bytes.ts'

export type StoredFile = Selectable<Files>

export interface GivenFile {
  name: string
  content: Buffer
  /** A picture inside HTML names its file by this. */
  contentId?: string | null
}

/** What lies in the file store already and can be written down in a unit of work. */
export interface KeptFile {
  sha256: string
  bytes: number
  name: string
  contentType: string
  contentId: string | null
  /** By this machine's clock: bytes that were let go since then may be gone. */
  keptAt: Date
}

/**
 * Puts the bytes away before the unit of work begins: doing it twice is harmless, forgetting them is not. Should nothing ever
 * name them, they go after a month.
 */
export async function keepFile(
  system: System,
  { name, content, contentId }: GivenFile,
): Promise<KeptFile> {
  if (content.length > MAX_FILE_BYTES)
    throw invalid(`A file may have at most ${MAX_FILE_BYTES / 1024 / 1024} MB.`, [
      { path: 'file', message: 'is too large' },
    ])
  const sniffed = await fileTypeFromBuffer(content)
  const keptAt = new Date()
  await noteLooseBytes(system.db, digest(content))
  return {
    sha256: await system.files.keep(content),
    bytes: content.length,
    name,
    contentType: servedType(sniffed?.mime ?? null, isText(content)),
    contentId: contentId ?? null,
    keptAt,
  }
}

const columnsOf = ({ sha256, bytes, name, contentType }: KeptFile) => ({
  sha256,
  bytes,
  name,
  contentType,
})

const isText = (content: Buffer) => content.length > 0 && isUtf8(content) && !content.includes(0)

/** Writes kept files down as parts of a comment, in their order. */
export async function attachFiles(work: Work, commentId: string, files: readonly KeptFile[]) {
  if (files.length === 0) return
  await takeLooseBytes(work, files)
  const rows = files.map((file) => ({ id: randomUUIDv7(), file }))
  await work.db
    .insertInto('files')
    .values(rows.map(({ id, file }) => ({ id, ...columnsOf(file), createdAt: work.now })))
    .execute()
  await work.db
    .insertInto('commentFiles')
    .values(
      rows.map(({ id, file: { contentId } }, position) => ({
        commentId,
        position,
        fileId: id,
        contentId,
      })),
    )
    .execute()
}

/** A file somebody of ours has uploaded and not yet sent. */
export async function saveUpload(work: Work, userId: string, file: KeptFile): Promise<StoredFile> {
  await takeLooseBytes(work, [file])
  return work.db
    .insertInto('files')
    .values({
      id: randomUUIDv7(),
      ...columnsOf(file),
      uploadedBy: userId,
      createdAt: work.now,
    })
    .returningAll()
    .executeTakeFirstOrThrow()
}

/** Gives uploads of this person to a comment. Refused when one is not theirs, or is part of another comment already. */
export async function attachUploads(
  work: Work,
  commentId: string,
  userId: string | null,
  fileIds: readonly string[],
) {
  if (fileIds.length === 0) return
  const free = await work.db
    .selectFrom('files')
    .select('id')
    .where('id', 'in', [...fileIds])
    .where('uploadedBy', '=', userId)
    .where((eb) =>
      eb.not(
        eb.exists(
          eb.selectFrom('commentFiles').select('fileId').whereRef('fileId', '=', 'files.id'),
        ),
      ),
    )
    .forUpdate()
    .execute()
  if (free.length !== new Set(fileIds).size)
    throw invalid('One of the files is gone or was sent already. Attach it again.', [
      { path: 'files', message: 'are not all yours to send' },
    ])
  await work.db
    .insertInto('commentFiles')
    .values([...new Set(fileIds)].map((fileId, position) => ({ commentId, position, fileId })))
    .execute()
}

/** The files of the comment a message carries, with their bytes. */
export async function filesToSend(
  system: System,
  { commentId }: { commentId: string | null },
): Promise<OutgoingFile[]> {
  if (!commentId) return []
  const rows = await system.db
    .selectFrom('commentFiles')
    .innerJoin('files', 'files.id', 'commentFiles.fileId')
    .select(['files.sha256', 'files.name', 'files.contentType', 'commentFiles.contentId'])
    .where('commentFiles.commentId', '=', commentId)
    .orderBy('commentFiles.position')
    .execute()
  return Promise.all(
    rows.map(async ({ sha256, contentId, ...file }) => ({
      ...file,
      content: await system.files.read(sha256),
      ...(contentId && { contentId }),
    })),
  )
}

/** Uploads that a reply names before it leaves: from now on nobody forgets them. Refused when one is not theirs to send. */
export async function holdFiles(work: Work, userId: string, fileIds: readonly string[]) {
  if (fileIds.length === 0) return
  const own = await work.db
    .selectFrom('files')
    .select('id')
    .where('id', 'in', [...fileIds])
    .where('uploadedBy', '=', userId)
    .forShare()
    .execute()
  if (own.length === new Set(fileIds).size) return
  throw invalid('One of the files is gone. Attach it again.', [
    { path: 'files', message: 'are not all there' },
  ])
}

/** Links to files are good for one to two hours: long enough to read, short enough to be worth nothing when copied. */
const HOUR_MS = 3_600_000

/**
 * A file's address. It needs no cookie, so nothing a file does can act for whoever opens it; the permission was asked for
 * when the link was made. The same within an hour, so that browsers may keep what they have.
 */
export function fileUrl(system: System, fileId: string, now: Date): string {
  const until = new Date((Math.floor(now.getTime() / HOUR_MS) + 2) * HOUR_MS)
  return `/files/${system.secrets.sign('file', fileId, until.toISOString())}`
}
