import { expect } from 'vitest'
import { indexPublic } from '../../server/search/public-documents.ts'
import { visit } from '../world/customer.ts'
import { story } from '../world/story.ts'

const textOf = (page: string) => page.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ')

story(
  'what one needs is asked once: what fits stands below, and the words go along to whoever is asked',
  async (world) => {
    await world.dora.call('POST', '/forum/topics', {
      category: 'questions',
      title: 'Runner cannot pull images from the registry',
      body: 'Set the pull policy.',
    })
    await indexPublic(world.system)
    const stranger = visit(world)
    const found = (await stranger.open('/help?subject=runner+pull+images')).body
    expect(found).toContain('Runner cannot pull images from the registry')
    expect(found).toContain('value="runner pull images"')
    expect(found).toMatch(/data-suggest/)
    const nothing = (await stranger.open('/help?subject=zzzzzz')).body
    expect(textOf(nothing)).toContain('Nothing found for “ zzzzzz ”')
    const asked = (await stranger.open('/help/community?subject=runner+pull+images')).body
    expect(asked).toContain('runner pull images</textarea>')
    const kim = visit(world)
    await kim.signIn('kim@acme.test')
    expect((await kim.open('/help?subject=runner+pull+images')).body).toContain(
      'Runner cannot pull images from the registry',
    )
    expect((await kim.open('/help/new?subject=runner+pull+images')).body).toContain(
      'value="runner pull images"',
    )
  },
)

story(
  'with nothing open one reads when we are here, in one’s own zone, and nothing that was not bought',
  async (world) => {
    const kim = visit(world)
    await kim.signIn('kim@acme.test')
    const token = await kim.formToken()
    await kim.press('/help/account', { token, timeZone: 'Europe/Berlin', language: '' })
    expect(textOf((await kim.open('/help')).body)).toContain(
      // California changes its clocks that Sunday, Berlin three weeks later.
      'Nothing open. We’re here Sun 23:00 – Sat 02:00; emergencies any time.',
    )
    await kim.press('/help/account', { token, timeZone: 'America/Los_Angeles', language: 'de' })
    expect(textOf((await kim.open('/help')).body)).toContain(
      'Wir sind da: So 15:00 – Fr 17:00; Notfälle jederzeit.',
    )
    const lee = visit(world, { address: '127.0.0.2' })
    await lee.signIn('lee@umbra.test')
    expect(textOf((await lee.open('/help')).body)).not.toContain('emergencies any time')
  },
)
