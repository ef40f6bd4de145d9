import { describe, expect, it, test } from 'vitest'
import { changed, problemsOf, small } from './samples/small.ts'
import { knownTemplates } from './schema-words.ts'
import { placeholdersOf } from './template-words.ts'

describe('words that could not be sent are refused', () => {
  test.each<[what: string, insteadOf: string, write: string, problem: string, remedy: string]>([
    [
      'a misspelt placeholder, in the very line of the text',
      'Hello {{customer_name}}',
      'Hello {{ costumer_name }}',
      '83 templates.emergency_acknowledged.body: there is no placeholder "{{ costumer_name }}"',
      'Did you mean "customer_name"?',
    ],
    [
      'a placeholder of another moment',
      'body: Solved',
      "body: 'Solved {{call_link}}'",
      '93 templates.ticket_solved.body: {{call_link}} is not known at the moment this template is sent',
      'Choose one of: company_name, support_address, customer_name, ticket_number, ticket_subject, ticket_url, reopen_days.',
    ],
    [
      'a brace that was forgotten',
      'Hello {{customer_name}}',
      'Hello {{customer_name}',
      '83 templates.emergency_acknowledged.body: "{{" has no counterpart',
      'Write {{name}}.',
    ],
    [
      'a placeholder left out that matters',
      '      {{dial_in}}\n',
      '',
      '80 templates.emergency_acknowledged: this template must say {{dial_in}}',
      'Add it. Telephone numbers of the call, one a line.',
    ],
    [
      'a link that the company does not name',
      'body: Thank you',
      "body: '{{disclosure_url}}'",
      '90 templates.security_auto_reply.body: {{disclosure_url}} has no value',
      'Add disclosure: with a web address under company.links, or leave the placeholder out.',
    ],
    [
      'words that turn a customer away',
      'body: Solved',
      'body: You are not entitled to this',
      '93 templates.ticket_solved.body: "not entitled" must not be said to a customer',
      'Say where the question is looked after instead.',
    ],
    [
      'a template that is missing',
      "  ticket_solved: { subject: '#{{ticket_number}}', body: Solved }\n",
      '',
      '78 templates.ticket_solved: template "ticket_solved" is missing',
      'Add it with a subject and a body; it is sent when a ticket was solved.',
    ],
  ])('%s', (_, insteadOf, write, problem, remedy) => {
    expect(problemsOf(changed([insteadOf, write]))).toEqual([{ problem, remedy }])
  })
})

it('lets a template of your own use every placeholder', () => {
  const own = "  our_own: { subject: Hello, body: '{{call_link}} {{sign_in_code}}' }\n"
  expect(problemsOf(`${small}${own}`)).toEqual([])
})

it('finds placeholders with and without spaces', () => {
  expect(placeholdersOf('{{a}} {{ b }} { {c} }')).toEqual([
    { name: 'a', words: '{{a}}' },
    { name: 'b', words: '{{ b }}' },
  ])
})

test.each(Object.entries(knownTemplates))('%s must not say what it may not', (_, { may, must }) => {
  expect(may).toEqual(expect.arrayContaining(must))
})

test('a signature says only what is known when somebody answers', () => {
  const mail = "mail: { signature: '{{agent_name}} {{call_link}}' }\n"
  expect(problemsOf(`${small}${mail}`)).toMatchObject([
    {
      problem: expect.stringContaining(
        'mail.signature: {{call_link}} is not known at the moment this signature is sent',
      ),
    },
  ])
  expect(problemsOf(`${small}mail: { signature: '' }\n`)).toEqual([])
})
