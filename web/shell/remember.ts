/** What this device remembered under a key; undefined where storage is empty or not allowed. */
export function recall(key: string): string | undefined {
  try {
    return localStorage.getItem(key) ?? undefined
  } catch {
    // Browsers that block storage throw; then nothing is remembered, and everything else works.
    return undefined
  }
}

/** Remembers a small choice on this device. Never throws; without storage it is forgotten. */
export function remember(key: string, value: string): boolean {
  try {
    localStorage.setItem(key, value)
    return true
  } catch {
    return false
  }
}
