import { ActionIcon, NativeSelect, NumberInput, SegmentedControl } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import { api, take } from '../api.ts'
import { problemOf } from '../problem.ts'
import { Problem } from '../shell/states.tsx'
import { toast } from '../shell/toasts.ts'
import { AppButton } from '../ui/AppButton.tsx'
import { SaveBar } from '../ui/SaveBar.tsx'
import { isWay, wayNames } from './proof.ts'
import type { Reach } from './reach-shapes.ts'
import {
  afterWords,
  draftFrom,
  ruleRemark,
  ruleWords,
  sameRules,
  type Rule,
  type Urgency,
} from './rules.ts'
import classes from './Me.module.css'

const wayChoices = Object.entries(wayNames).map(([value, label]) => ({ value, label }))
const seconds = (value: number | string): number | undefined =>
  typeof value === 'number' && Number.isInteger(value) ? value : undefined

function UsualRules({ reach }: { reach: Reach }) {
  return (
    <ol className={classes.list}>
      {reach.usualRules.map(({ method, afterSeconds, repeatEverySeconds }) => {
        const remark = ruleRemark(method, reach.methods)
        return (
          <li key={`${method} ${afterSeconds}`} className={classes.line}>
            <span className={classes.what}>
              <strong>
                {afterWords(afterSeconds)}: {ruleWords(method, repeatEverySeconds)}
              </strong>
              {remark && <span className={classes.second}>{remark}</span>}
            </span>
          </li>
        )
      })}
    </ol>
  )
}

type RowProps = {
  rule: Rule
  number: number
  remark: string
  onChange: (rule: Rule) => void
  onRemove: () => void
}

function RuleRow({ rule, number, remark, onChange, onRemove }: RowProps) {
  return (
    <li className={classes.rule}>
      <NativeSelect
        label={`Way ${number}`}
        data={wayChoices}
        value={rule.kind}
        onChange={({ currentTarget }) => {
          if (isWay(currentTarget.value)) onChange({ ...rule, kind: currentTarget.value })
        }}
      />
      <NumberInput
        label="After"
        suffix=" s"
        min={0}
        max={3600}
        allowDecimal={false}
        hideControls
        value={rule.afterSeconds}
        onChange={(value) => onChange({ ...rule, afterSeconds: seconds(value) ?? 0 })}
      />
      <NumberInput
        label="Then every"
        suffix=" s"
        placeholder="once"
        min={30}
        max={3600}
        allowDecimal={false}
        hideControls
        value={rule.repeatEverySeconds ?? ''}
        onChange={(value) => onChange({ ...rule, repeatEverySeconds: seconds(value) ?? null })}
      />
      <ActionIcon
        variant="default"
        size={36}
        aria-label={`Remove way ${number}, ${wayNames[rule.kind]}`}
        onClick={onRemove}
      >
        <IconTrash size={16} stroke={1.75} aria-hidden="true" />
      </ActionIcon>
      {remark && (
        <span className={classes.remark}>
          {wayNames[rule.kind]}: {remark}.
        </span>
      )}
    </li>
  )
}

type Draft = { rule: Rule; id: number }
let nextId = 1
const asDraft = (rule: Rule): Draft => ({ rule, id: nextId++ })

type OwnProps = {
  urgency: Urgency
  drafts: Draft[]
  reach: Reach
  onChange: (drafts: Draft[]) => void
}

function OwnRules({ urgency, drafts, reach, onChange }: OwnProps) {
  const change = (id: number, rule: Rule): void =>
    onChange(drafts.map((draft) => (draft.id === id ? { id, rule } : draft)))
  return (
    <>
      <ol className={classes.list}>
        {drafts.map(({ id, rule }, index) => (
          <RuleRow
            key={id}
            rule={rule}
            number={index + 1}
            remark={ruleRemark(rule.kind, reach.methods)}
            onChange={(changed) => change(id, changed)}
            onRemove={() => onChange(drafts.filter((draft) => draft.id !== id))}
          />
        ))}
      </ol>
      <div className={classes.buttons}>
        <AppButton
          onClick={() =>
            onChange([
              ...drafts,
              asDraft({ urgency, kind: 'ntfy', afterSeconds: 0, repeatEverySeconds: null }),
            ])
          }
        >
          Add a way
        </AppButton>
      </div>
    </>
  )
}

const titles: Record<Urgency, string> = {
  high: 'For an emergency',
  low: 'For what can wait',
}

/** In which order and how soon I am paged: the company's usual rules, or my own. */
export function PagedRules({ reach }: { reach: Reach }) {
  const queries = useQueryClient()
  const [edited, setEdited] = useState<Draft[]>()
  // Ids below zero are those of saved rules, so that a refetch does not take the focus from a field.
  const drafts = edited ?? reach.rules.map((rule, index) => ({ rule, id: -1 - index }))
  const rules = drafts.map(({ rule }) => rule)
  const save = useMutation({
    mutationFn: () => take(api.PUT('/api/v1/me/notification-rules', { body: { rules } })),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['reach'] })
      setEdited(undefined)
      toast(rules.length === 0 ? 'Saved. The usual rules count.' : 'Saved. Your own rules count.')
    },
  })
  const of = (urgency: Urgency): Draft[] => drafts.filter(({ rule }) => rule.urgency === urgency)
  const put = (urgency: Urgency, changed: Draft[]): void =>
    setEdited(urgency === 'high' ? [...changed, ...of('low')] : [...of('high'), ...changed])
  const dirty = edited !== undefined && !sameRules(rules, reach.rules)
  return (
    <div className={classes.stack}>
      {(['high', 'low'] as const).map((urgency) => {
        const own = of(urgency)
        return (
          <div key={urgency} className={classes.form}>
            <h3>{titles[urgency]}</h3>
            <SegmentedControl
              aria-label={`${titles[urgency]}: which rules`}
              data={[
                { value: 'usual', label: 'Usual rules' },
                { value: 'own', label: 'My own' },
              ]}
              value={own.length > 0 ? 'own' : 'usual'}
              onChange={(value) => {
                const draft = draftFrom(reach.usualRules, urgency).map(asDraft)
                put(urgency, value === 'own' ? draft : [])
              }}
            />
            {own.length > 0 ? (
              <OwnRules
                urgency={urgency}
                drafts={own}
                reach={reach}
                onChange={(changed) => put(urgency, changed)}
              />
            ) : urgency === 'high' ? (
              <UsualRules reach={reach} />
            ) : (
              <p className={classes.text}>As your company decided in the playbook.</p>
            )}
          </div>
        )
      })}
      {save.error && <Problem tried="Your rules are not saved." problem={problemOf(save.error)} />}
      <SaveBar
        dirty={dirty}
        saving={save.isPending}
        onSave={() => save.mutate()}
        onDiscard={() => setEdited(undefined)}
      />
    </div>
  )
}
