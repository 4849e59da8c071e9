import { useEffect, useRef, useState, type FormEvent } from 'react';
import type { ComponentSpec, Scenario } from '../../../scenario/scenario.ts';
import { Button } from '../../controls/button.tsx';
import { useWorkbench } from '../context.ts';
import { defaultRename, renamable } from './rename.ts';
import styles from './rename-form.module.css';

export interface RenameFormProps {
  readonly scenario: Scenario;
  readonly spec: ComponentSpec;
  readonly onDone: () => void;
}

/** Changes an interface: one field of one message gets another name, and receivers still know the old one. */
export function RenameForm({ scenario, spec, onDone }: RenameFormProps) {
  const workbench = useWorkbench();
  const submit = useRef<HTMLButtonElement>(null);
  // What it proposes is one key away.
  useEffect(() => submit.current?.focus(), []);
  const messages = renamable(scenario, spec);
  const [rename, setRename] = useState(() => defaultRename(messages));
  if (rename === null) return <p>{spec.name} sends no message with fields.</p>;
  const fields = messages.find(({ message }) => message === rename.message)?.fields ?? [];
  const taken = fields.includes(rename.to);
  const apply = (event: FormEvent): void => {
    event.preventDefault();
    if (rename.to === '' || taken) return;
    workbench.intervene({ kind: 'rename', component: spec.id, ...rename });
    onDone();
  };
  return (
    <form className={styles.form} onSubmit={apply}>
      <p>From now on {spec.name} sends the field under a new name. Receivers still expect the old one.</p>
      <label className={styles.field}>
        Message
        <select
          value={rename.message}
          onChange={(event) => setRename(defaultRename(messages, event.currentTarget.value))}
        >
          {messages.map(({ message }) => (
            <option key={message}>{message}</option>
          ))}
        </select>
      </label>
      <label className={styles.field}>
        Field
        <select
          value={rename.field}
          onChange={(event) => setRename(defaultRename(messages, rename.message, event.currentTarget.value))}
        >
          {fields.map((field) => (
            <option key={field}>{field}</option>
          ))}
        </select>
      </label>
      <label className={styles.field}>
        New name
        <input
          value={rename.to}
          maxLength={40}
          spellCheck={false}
          aria-invalid={taken}
          onChange={(event) => setRename({ ...rename, to: event.currentTarget.value.trim() })}
        />
      </label>
      {taken && <p>{rename.message} has a field of that name already.</p>}
      <Button look="primary" type="submit" ref={submit} disabled={rename.to === '' || taken}>
        Rename {rename.field} to {rename.to === '' ? '…' : rename.to}
      </Button>
    </form>
  );
}
