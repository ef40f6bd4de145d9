import { expect, test } from 'vitest'
import { isPublic, isReachable, readAllowed } from './public-address.ts'

const PUBLIC = [
  '1.1.1.1',
  '172.15.0.1',
  '172.32.0.1',
  '100.63.255.255',
  '100.128.0.0',
  '223.255.255.255',
]
const PUBLIC_6 = ['2606:4700:4700::1111', '2a00:1450::1', '64:ff9b::101:101', '64:ff9b::1.1.1.1']

test.each([...PUBLIC, ...PUBLIC_6])('%s is public', (address) => {
  expect(isPublic(address)).toBe(true)
})

const SPECIAL = [
  ['0.0.0.0', '0.1.2.3', '10.0.0.1', '100.64.0.1', '127.0.0.1', '127.255.255.255'],
  ['169.254.169.254', '172.16.0.1', '172.31.255.255', '192.0.0.192', '192.0.2.1', '192.88.99.1'],
  ['192.168.1.1', '198.18.0.1', '198.51.100.1', '203.0.113.1', '224.0.0.1', '255.255.255.255'],
  ['168.63.129.16', '::', '::1', '::ffff:1.1.1.1', '::ffff:127.0.0.1', '::127.0.0.1', 'fe80::1'],
  ['fe80::1%eth0', 'fec0::1', 'fc00::1', 'fd00:ec2::254', 'ff02::1', '100::1', '2001:db8::1'],
  ['2001::1', '2002:7f00:1::', '3fff::1', '64:ff9b::7f00:1', '64:ff9b::a9fe:a9fe', '64:ff9b::1'],
  ['64:ff9b:1::a00:1', '5f00::1', 'not an address', ''],
]

test.each(SPECIAL.flat())('"%s" is not public', (address) => {
  expect(isPublic(address)).toBe(false)
})

test.each([
  ['127.0.0.1', true],
  ['10.1.2.3', true],
  ['192.168.0.5', true],
  ['100.64.0.7', true],
  ['::1', true],
  ['fd12::1', true],
  ['::ffff:10.0.0.1', true],
  ['64:ff9b::a00:1', true],
  ['169.254.169.254', false],
  ['::ffff:169.254.169.254', false],
  ['64:ff9b::a9fe:a9fe', false],
  ['fd00:ec2::254', false],
  ['100.100.100.200', false],
  ['168.63.129.16', false],
  ['fe80::1', false],
  ['224.0.0.1', false],
  ['0.0.0.0', false],
  ['::', false],
])('with every private address allowed, %s is reachable: %s', (address, expected) => {
  expect(isReachable(address, 'desk.test', readAllowed(true))).toBe(expected)
})

test.each([
  ['10.0.0.9', 'other.test', true],
  ['10.0.1.9', 'other.test', false],
  ['192.168.7.7', 'NTFY.internal', true],
  ['192.168.7.7', 'other.test', false],
  ['169.254.169.254', 'other.test', true],
  ['fd00::5', 'other.test', true],
])('with a list, %s under the name %s is reachable: %s', (address, host, expected) => {
  const list = ['10.0.0.0/24', 'ntfy.internal', '169.254.169.254', 'fd00::/64']
  expect(isReachable(address, host, readAllowed(list))).toBe(expected)
})
