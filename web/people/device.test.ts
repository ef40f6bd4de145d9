import { expect, test } from 'vitest'
import { deviceOf } from './device.ts'

test('devices are told apart by what their browsers say', () => {
  const mac = 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Safari/605'
  expect(deviceOf('Mozilla/5.0 (iPhone; CPU iPhone OS 26_0 like Mac OS X)', 5)).toBe('iphone')
  expect(deviceOf('Mozilla/5.0 (Linux; Android 16; Pixel 9) Chrome/150', 5)).toBe('android')
  expect(deviceOf(mac, 0)).toBe('computer')
  expect(deviceOf(mac, 5)).toBe('iphone')
})
