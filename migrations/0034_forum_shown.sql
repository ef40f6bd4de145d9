-- When everybody could read a post for the first time: who follows hears of it once, however often it is hidden and shown
-- again. What was complained about was shown before; of what is hidden nobody knows, and nobody is told of it late.
alter table forum_posts add column shown_at timestamptz;
update forum_posts p set shown_at = created_at
where state <> 'review' or exists (select from forum_flags f where f.post_id = p.id);
