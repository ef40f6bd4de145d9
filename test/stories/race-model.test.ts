import { expect } from 'vitest'
import { arm } from '../world/pager.ts'
import { DEEDS, runModel } from '../world/pager-run.ts'
import { story } from '../world/story.ts'

/** What fits in about ten seconds; `node scripts/soak.ts 1000000` runs the same model for as long as it takes. */
const FOR_MS = 10_000
const AT_LEAST = 200
/** With so many, each thing must have been done. */
const ENOUGH = 1000
const SEED = Date.now() % 1_000_000

story(
  'E40: random operations: the incidents always stand as the model says, and the eight invariants hold after each',
  async (world) => {
    await arm(world)
    const until = performance.now() + FOR_MS
    const { count, done } = await runModel({
      system: world.system,
      users: [world.bob, world.carol, world.mona],
      seed: SEED,
      clock: world.clock,
      goesOn: (count) => count < AT_LEAST || performance.now() < until,
    })
    console.log(
      `E40: seed ${SEED}: ${count} operations: ${[...done].map(([name, times]) => `${name} ${times}`).join(', ')}`,
    )
    const refusedAlways = ['escalateStale']
    if (count >= ENOUGH)
      for (const deed of DEEDS.filter((deed) => !refusedAlways.includes(deed)))
        expect(done.get(deed), deed).toBeGreaterThan(0)
  },
  { timeout: 120_000 },
)
