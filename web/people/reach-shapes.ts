// Decides the names under which the reach screen speaks of what the API answers.

import type { components, paths } from '../../api/types.ts'

export type Reach =
  paths['/api/v1/me/reach']['get']['responses'][200]['content']['application/json']
export type Rule = components['schemas']['NotificationRule']
