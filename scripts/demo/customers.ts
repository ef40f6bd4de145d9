/** The customers of the demo: about 25 companies on all plans, with the people who write to us. */

export interface Customer {
  key: string
  name: string
  plan: 'free' | 'starter' | 'premium' | 'ultimate'
  hosting: 'hosted' | 'self_managed' | 'dedicated'
  timeZone: string
  people: string[]
  seats: number
  notes?: string
  phone?: string
  state?: 'disputed' | 'on_hold'
  /** Days from now; negative has ended, and counts through its 14 days of grace. */
  endsInDays?: number
}

const of = (
  key: string,
  name: string,
  plan: Customer['plan'],
  hosting: Customer['hosting'],
  timeZone: string,
  seats: number,
  people: string[],
  more: Partial<Customer> = {},
): Customer => ({ key, name, plan, hosting, timeZone, seats, people, ...more })

export const customers: Customer[] = [
  of('acme', 'Acme', 'premium', 'self_managed', 'Europe/Berlin', 180, ['Kim', 'Jonas Weber'], {
    phone: '+49 151 2345640',
    notes: 'Builds robots. Calls rather than writes.',
  }),
  of('umbra', 'Umbra', 'free', 'hosted', 'America/Denver', 4, ['Lee', 'Jan Novak']),
  of(
    'northwind',
    'Northwind Bank',
    'ultimate',
    'self_managed',
    'Europe/London',
    2400,
    ['Dana Okoye', 'Piotr Zielinski', 'Ruth Adler'],
    {
      phone: '+44 20 7946 0812',
      notes: 'Bank: changes only in the window, Saturday 22:00 to Sunday 04:00 London.',
    },
  ),
  of(
    'helios',
    'Helios Energy',
    'ultimate',
    'dedicated',
    'America/Chicago',
    1200,
    ['Marta Reyes', 'Ben Fowler'],
    { phone: '+1 312 555 0148', notes: 'Power plants: an outage is a safety matter.' },
  ),
  of('cobalt', 'Cobalt Games', 'premium', 'self_managed', 'America/Vancouver', 320, [
    'Yuki Tan',
    'Sam Ortiz',
  ]),
  of('bluefin', 'Bluefin Logistics', 'premium', 'hosted', 'Asia/Singapore', 210, [
    'Wei Ling',
    'Arun Nair',
  ]),
  of(
    'meridian',
    'Meridian Health',
    'ultimate',
    'self_managed',
    'America/New_York',
    900,
    ['Grace Kim-Howard', 'Tom Becker'],
    { notes: 'Patient data: no logs by mail, use the secure link.' },
  ),
  of('orchid', 'Orchid Insurance', 'premium', 'self_managed', 'Asia/Tokyo', 450, [
    'Haruto Sato',
    'Emi Mori',
  ]),
  of('juniper', 'Juniper Travel', 'premium', 'hosted', 'Europe/Madrid', 95, ['Lucia Prats'], {
    endsInDays: -6,
    notes: 'Renewal is under way with the account team.',
  }),
  of(
    'kestrel',
    'Kestrel Aerospace',
    'ultimate',
    'dedicated',
    'America/Los_Angeles',
    640,
    ['Nadia Farouk', 'Owen Pryce'],
    { notes: 'Only staff cleared for this customer may see logs.' },
  ),
  of('sable', 'Sable Media', 'premium', 'hosted', 'Europe/Amsterdam', 130, [
    'Femke de Wit',
    'Luuk Bos',
  ]),
  of(
    'tamarind',
    'Tamarind Foods',
    'premium',
    'self_managed',
    'Asia/Kolkata',
    160,
    ['Priya Raman'],
    { state: 'disputed', notes: 'The invoice of spring is disputed; served until it is settled.' },
  ),
  of('quarry', 'Quarry Robotics', 'starter', 'self_managed', 'Europe/Zurich', 24, ['Nina Graf']),
  of('larch', 'Larch University', 'starter', 'self_managed', 'Europe/Stockholm', 30, [
    'Elin Berg',
    'Oskar Lind',
  ]),
  of('pelican', 'Pelican Press', 'starter', 'self_managed', 'America/Toronto', 12, ['Marc Roy']),
  of('fathom', 'Fathom Surveys', 'premium', 'hosted', 'Australia/Brisbane', 75, ['Chloe Marsh']),
  of('granite', 'Granite Insurance', 'ultimate', 'self_managed', 'Europe/Dublin', 510, [
    'Aoife Byrne',
    'Sean Walsh',
  ]),
  of('willow', 'Willow Clinics', 'premium', 'hosted', 'Europe/Paris', 88, ['Camille Roux']),
  of('vireo', 'Vireo Telecom', 'ultimate', 'self_managed', 'America/Sao_Paulo', 1500, [
    'Rafael Lima',
    'Beatriz Costa',
  ]),
  of('marlin', 'Marlin Shipping', 'premium', 'self_managed', 'Europe/Athens', 140, [
    'Eleni Vasiliou',
  ]),
  of('tundra', 'Tundra Outdoor', 'premium', 'hosted', 'Europe/Oslo', 60, ['Sigrid Dahl'], {
    state: 'on_hold',
  }),
  of('saffron', 'Saffron Kitchen', 'free', 'hosted', 'Asia/Dubai', 3, ['Omar Haddad']),
  of('piccolo', 'Piccolo Studio', 'free', 'hosted', 'Europe/Rome', 2, ['Giulia Conti']),
  of('harbour', 'Harbour Labs', 'free', 'self_managed', 'Pacific/Auckland', 6, ['Mia Turner']),
  of('lantern', 'Lantern School', 'free', 'hosted', 'Africa/Nairobi', 5, ['Amina Otieno']),
]

export interface Person {
  name: string
  email: string
  phone: string | null
}

export const personOf = (customer: Customer, index = 0): Person => {
  const name = customer.people[index % customer.people.length] ?? customer.name
  const local = name.toLowerCase().replaceAll(/[^a-z]+/g, '.')
  return {
    name,
    email: `${local}@${customer.key}.test`,
    phone: index === 0 ? (customer.phone ?? null) : null,
  }
}

export function customerOf(key: string): Customer {
  const customer = customers.find((candidate) => candidate.key === key)
  if (!customer) throw new Error(`The demo has no customer "${key}"`)
  return customer
}

/** People outside every company: researchers, visitors of the forum. */
export const strangers: Person[] = [
  'Eve Larkin',
  'Ravi Menon',
  'Tess Carver',
  'Ilya Petrov',
  'Noor Aziz',
  'Hugo Blanc',
  'Zoe Park',
  'Max Adeyemi',
].map((name) => ({
  name,
  email: `${name.toLowerCase().replaceAll(' ', '.')}@mail.test`,
  phone: null,
}))
