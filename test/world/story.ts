import { expect, test } from 'vitest'
import { createWorld, type World } from './world.ts'

/** One promise of the product, told in a world of its own. At its end the pager's invariants must hold. */
export function story(
  name: string,
  tell: (world: World) => Promise<void>,
  { timeout, ...options }: Parameters<typeof createWorld>[0] & { timeout?: number } = {},
) {
  test(name, timeout === undefined ? {} : { timeout }, async () => {
    const world = await createWorld(options)
    try {
      await tell(world)
      expect(await world.audit()).toEqual([])
    } finally {
      await world.close()
    }
  })
}
