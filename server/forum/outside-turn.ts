import {
  connectionsToAsk,
  markConnected,
  markDisconnected,
  settingsOfConnection,
  takeTurn,
  type Connection,
} from '../connectors/connections.ts'
import { DeliveryFailed, type Community, type Memory } from '../connectors/connector.ts'
import { connectorOf } from '../connectors/registry.ts'
import { machine, type System } from '../platform/system.ts'
import { inWork, type Work } from '../platform/work.ts'
import { actDone, actPutOff, actRefused, claimAct, readAct, type Claimed } from './outside-acts.ts'
import { mirrorTopic } from './outside.ts'
import { claimLook, endLook, forgetOldCalls, takeGlimpses, type Look } from './outside-looks.ts'
import { knownMarks } from './outside-posts.ts'

const POLL_SECONDS = 60
/** How far back the first look goes. */
const FIRST_DAYS = 7
/** A key may ask 60 times a minute: a turn is every few seconds, and a look is two calls or more. */
const LOOKS_A_TURN = 4
const ACTS_A_TURN = 4
/** Of a topic that could not be read for a reason of its own. */
const UNREADABLE_SECONDS = 3600

interface There {
  system: System
  connection: Connection
  community: Community
  settings: Record<string, unknown>
}

/** Every few seconds: what is to be done in forums elsewhere, what is new there, and what to look at again. */
export async function mirrorForums(system: System): Promise<void> {
  const failures: unknown[] = []
  for (const connection of await connectionsToAsk(system.db))
    await mirrorForum(system, connection).catch((error: unknown) => failures.push(error))
  // One that breaks keeps none of the others waiting.
  if (failures.length > 0) throw new AggregateError(failures, 'Not every forum could be mirrored')
}

async function mirrorForum(system: System, connection: Connection): Promise<void> {
  const { community } = connectorOf(connection.kind)
  if (!community) return
  try {
    const settings = settingsOfConnection(system, connection)
    if (!settings)
      throw new DeliveryFailed('Its keys were sealed with another SECRET. Put them in again.', {
        permanent: true,
        keyRefused: true,
      })
    const there = await lookForNews({ system, connection, community, settings })
    await actThere(there)
    await lookAtDue(there)
  } catch (error) {
    if (!(error instanceof DeliveryFailed)) throw error
    await asMirror(system, (work) => markDisconnected(work, connection, error))
  }
}

const asMirror = <Result>(system: System, act: (work: Work) => Promise<Result>) =>
  inWork(system, machine('mirror'), act)

async function lookForNews(there: There): Promise<There> {
  const { system, connection, community, settings } = there
  const isMine = await asMirror(system, (work) => takeTurn(work, connection, POLL_SECONDS))
  if (!isMine) return there
  const memory = connection.memory as Memory | null
  const since = new Date(Date.now() - FIRST_DAYS * 86_400_000)
  const news = await community.news({ memory, since }, settings, system.net)
  await asMirror(system, async (work) => {
    // The connection before its topics, as everywhere.
    await markConnected(work, connection, news.memory)
    await takeGlimpses(work, connection, news.topics)
    await forgetOldCalls(work)
  })
  return { ...there, connection: { ...connection, memory: news.memory } }
}

async function lookAtDue(there: There): Promise<void> {
  for (let looks = 0; looks < LOOKS_A_TURN; looks += 1) {
    const look = await asMirror(there.system, (work) => claimLook(work, there.connection))
    if (!look) return
    await lookAt(there, look)
  }
}

/** False when it could not be seen whole. */
async function lookAt(
  { system, connection, community, settings }: There,
  look: Look,
): Promise<boolean> {
  const known = await asMirror(system, (work) => knownMarks(work, look.topicId))
  const memory = connection.memory as Memory | null
  const ask = { topicId: look.outsideId, known, memory }
  try {
    const topic = await community.readTopic(ask, settings, system.net)
    return await asMirror(system, (work) => mirrorTopic(work, connection, look, topic))
  } catch (error) {
    if (!(error instanceof DeliveryFailed) || !error.permanent) throw error
    const { topicId } = look
    system.log.warn(
      { reason: error.message, topic: look.outsideId },
      'A topic elsewhere is put off',
    )
    await asMirror(system, (work) =>
      endLook(work, look, { topicId, nextSeconds: UNREADABLE_SECONDS }),
    )
    return false
  }
}

async function actThere(there: There): Promise<void> {
  for (let acts = 0; acts < ACTS_A_TURN; acts += 1) {
    const act = await asMirror(there.system, (work) => claimAct(work, there.connection))
    if (!act) return
    await tryAct(there, act)
  }
}

async function tryAct(there: There, claimed: Claimed): Promise<void> {
  const { system } = there
  let act: Claimed | null = claimed
  try {
    // The last try may have arrived without our hearing of it: look first, and never say a thing twice.
    if (claimed.kind === 'answer' && claimed.tries > 1) act = await lookFirst(there, claimed)
    if (!act) return
    const outsideId = await perform(there, act)
    const done = act
    await asMirror(system, (work) => actDone(work, done, outsideId))
  } catch (error) {
    if (!(error instanceof DeliveryFailed)) throw error
    const { permanent, message } = error
    await asMirror(system, (work) =>
      permanent ? actRefused(work, claimed, message) : actPutOff(work, claimed, message),
    )
    // What was refused is about this one; silence, a wait and a refused key are about all of them.
    if (!permanent) throw error
  }
}

async function lookFirst(there: There, act: Claimed): Promise<Claimed | null> {
  const { system, connection } = there
  const look = await asMirror(system, (work) => claimLook(work, connection, act.topicId))
  if (look && (await lookAt(there, look))) return asMirror(system, (work) => readAct(work, act))
  await asMirror(system, (work) =>
    actPutOff(work, act, 'It could not be seen whether it stands there already.'),
  )
  return null
}

async function perform({ community, settings, system }: There, act: Claimed) {
  const { kind, post, outsideTopic } = act
  if (kind === 'answer') {
    const ask = { topicId: outsideTopic, body: post.body }
    return (await community.answer(ask, settings, system.net)).postId
  }
  if (!post.outsideId)
    throw new DeliveryFailed('That answer does not stand there, so nothing can be said of it.', {
      permanent: true,
    })
  const ask = { postId: post.outsideId, isSolution: kind === 'accept' }
  await community.solve(ask, settings, system.net)
  return null
}
