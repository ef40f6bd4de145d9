-- Files: the bytes lie in the file store under their own SHA-256, so the same file twice lies there once.
create table files (
  id           uuid primary key,
  sha256       text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  bytes        bigint not null check (bytes >= 0),
  name         text not null check (length(name) between 1 and 200),
  content_type text not null,                       -- what the bytes are, not what the sender said
  uploaded_by  uuid references users,               -- null: came from outside
  created_at   timestamptz not null
);
create index files_of_bytes on files (sha256);
create index files_unused on files (created_at) where uploaded_by is not null;

create table comment_files (
  comment_id uuid not null references comments,
  position   integer not null,
  file_id    uuid not null references files,
  content_id text,                                   -- a picture inside the HTML names its file by this
  primary key (comment_id, position)
);
create index comment_files_of_file on comment_files (file_id);

-- HTML as the cleaner left it, with the cleaner's version: when its rules change, the raw mail is cleaned again.
create table comment_html (
  comment_id      uuid primary key references comments,
  cleaner_version integer not null,
  html            text not null,
  remote_images   integer not null default 0,
  notes           text[] not null default '{}'
);
