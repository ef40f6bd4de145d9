import type { Words } from './words.ts'

/** Runners, pipelines, registries. */
export const continuous: Words[] = [
  {
    subject: 'Runner {version} cannot pull from the private registry',
    problem:
      'Since the runner went to {version} every job fails with:\n\n    ERROR: Job failed: unauthorized: access forbidden\n\nThe same image pulls fine by hand on the runner host.',
    ask: 'Could you send us the output of a job with CI_DEBUG_SERVICES on, and the [runners.docker] part of config.toml with secrets removed?',
    facts: 'Attached. We do set DOCKER_AUTH_CONFIG as a group variable, if that matters.',
    note: 'Known regression: group-level DOCKER_AUTH_CONFIG is read before masking. Fix is in the next patch, do not promise a date.',
    answer:
      'The group variable is read too early in {version}. Put DOCKER_AUTH_CONFIG into the environment of the runner itself (config.toml, `environment`) and the pull works again. The fix comes with the next patch release, and we tell you here when it is out.',
  },
  {
    subject: 'Pipelines wait {count} minutes before the first job starts',
    problem:
      'On {host} pipelines stay in "pending" for {count} minutes although runners are idle. CPU of the server is at 20 %.',
    ask: 'How many runners have `request_concurrency` unset, and what does the queue "pipeline_processing" show under Admin, Background jobs?',
    facts: 'All of them have it unset. The queue has about 9,000 entries.',
    answer:
      'Those 9,000 entries are the cause: one process works the queue of pipelines together with mail. Give pipelines a process of their own (queue groups in the configuration) and set `request_concurrency = 4` on each runner. With both the wait should go below five seconds.',
  },
  {
    subject: 'Cache of {project} is never found',
    problem:
      'Every job says "No URL provided, cache will not be downloaded". It worked until we moved the runners behind the proxy.',
    answer:
      'The proxy drops the signed address because it is longer than 1,024 characters. Raise the limit of the proxy, or set `AuthenticationType = "iam"` for the cache so that no signed address is needed.',
  },
  {
    subject: 'Docker-in-docker job fails: cannot connect to the daemon',
    problem:
      'After moving {project} to the new runners:\n\n    Cannot connect to the Docker daemon at tcp://docker:2375\n\nWe changed nothing in the pipeline.',
    answer:
      'The new runners start the service with TLS. Set DOCKER_HOST to tcp://docker:2376 and DOCKER_TLS_CERTDIR to "/certs", and mount /certs/client. We checked it with the same image as yours.',
  },
  {
    subject: 'Artifacts of {project} disappear after a day',
    problem:
      'Our release job needs artifacts of last week and they are gone, although "expire_in" says 4 weeks.',
    note: 'The instance-wide maximum is 1 day since their admin cleaned up storage in spring.',
    answer:
      'The maximum set for the whole server (Admin, CI/CD, Maximum artifact lifetime) is one day, and it wins over expire_in. Raise it to 4 weeks; what was removed cannot be brought back, but running the job again makes it anew.',
  },
  {
    subject: 'Scheduled pipeline ran twice at night',
    problem:
      'The nightly pipeline of {project} ran at 02:00 and again at 03:00, and deployed twice.',
    answer:
      'It was the night the clocks went back: the schedule is kept in local time, so 02:00 came twice. Set the schedule to UTC and it runs once, in every night of the year.',
  },
  {
    subject: 'Autoscaling leaves {count} machines running',
    problem:
      'The runner manager makes machines and never removes them. {count} are idle since yesterday and cost money.',
    ask: 'Which version of the runner and of the driver do you use, and is the clock of the manager right?',
    facts: 'Runner {version}. The clock was eleven minutes slow, we have set it now.',
    answer:
      'That was it: the manager compared the age of the machines with a clock that stood eleven minutes behind the provider. With the clock right it removes idle ones again; the {count} left over you can delete safely.',
  },
  {
    subject: 'Variables are shown in the log although they are masked',
    problem:
      'A token that is marked as masked appears in the log of {project} when the script runs `set -x`.',
    answer:
      'Masking finds the value only as a whole: `set -x` prints it quoted and broken over two lines. Remove `set -x` around that command, and please replace the token, as the log has shown it. We have filed an issue to warn about this in the editor.',
  },
  {
    subject: 'Merge request pipelines do not start for forks',
    problem:
      'When an outside contributor opens a merge request no pipeline is started, and nobody can press "Run".',
    answer:
      'Pipelines of forks run in the fork until a member starts one here. Members with the Developer role can press "Run pipeline" on the Pipelines tab; that button is missing because {project} has "public pipelines" off.',
  },
  {
    subject: 'Runner registration token is rejected',
    problem: 'Registering a new runner at {host} answers 410 Gone.',
    answer:
      'Registration tokens were switched off with {version}. Create the runner under Admin, Runners, "New runner" and use the authentication token (it begins with glrt-). Your old runners go on working.',
  },
  {
    subject: 'Job log stops in the middle',
    problem: 'Logs of long jobs end at about 4 MB although the job goes on and succeeds.',
    answer:
      'That is the limit of the runner: `output_limit` in config.toml, 4,096 kB unless set. Raise it to what you need, and consider sending the full test log as an artifact instead.',
  },
]
