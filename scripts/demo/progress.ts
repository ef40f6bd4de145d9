/** One line for each step, with the seconds it took; on a terminal the line also moves while it lasts. */
export async function step<T>(
  what: string,
  run: (progress: (words: string) => void) => Promise<T>,
): Promise<T> {
  const began = performance.now()
  const seconds = () => `${((performance.now() - began) / 1000).toFixed(1).padStart(5)} s`
  const isTerminal = process.stdout.isTTY
  let shown = 0
  const progress = (words: string) => {
    if (!isTerminal || performance.now() - shown < 100) return
    shown = performance.now()
    process.stdout.write(`\r\u001b[K${seconds()}  ${what}: ${words}`)
  }
  progress('…')
  try {
    return await run(progress)
  } finally {
    process.stdout.write(`${isTerminal ? '\r\u001b[K' : ''}${seconds()}  ${what}\n`)
  }
}
