import { expect, test } from 'vitest'
import { misfitsOfAnswer, misfitsOfRequest } from './discourse-described.ts'
import { categoryList } from './discourse-shapes.ts'

const headers = { accept: 'application/json', 'api-username': 'support' }

test('what the description does not know is noticed, in requests and in answers', () => {
  const ask = (method: string, url: string, body = '{}') =>
    misfitsOfRequest({ method, url, headers }, body)
  expect(ask('GET', '/latest.json?order=activity')).toEqual([])
  expect(ask('GET', '/latest.json?sort=activity')).toHaveLength(1)
  expect(ask('GET', '/newest.json')).toHaveLength(1)
  expect(ask('POST', '/posts.json', '{"raw":"Hi","topic_id":15}')).toEqual([])
  expect(ask('POST', '/posts.json', '{"raw":"Hi","topic_id":"15"}')).toHaveLength(1)
  expect(ask('POST', '/posts.json', '{"topic_id":15}')).toHaveLength(1)
  expect(ask('POST', '/posts.json', '{"raw":"Hi","reply":1}')).toHaveLength(1)
  expect(misfitsOfAnswer('GET', '/categories.json', categoryList())).toEqual([])
  expect(misfitsOfAnswer('GET', '/categories.json', { category_list: {} })).not.toEqual([])
})
