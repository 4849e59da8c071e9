import { Brokers, Stores } from './anatomy-brokers.tsx';
import { Faults } from './anatomy-faults.tsx';
import { Links } from './anatomy-links.tsx';
import styles from './anatomy.module.css';
import { Entry, Section } from './anatomy-section.tsx';
import { ClientNode } from './client-node.tsx';
import { ExternalNode } from './external-node.tsx';
import { Mark } from './mark.tsx';
import { ServiceNode } from './service-node.tsx';
import { Token } from './token.tsx';
import { TOKEN_KINDS } from './token-kind.ts';

/** The visual dictionary: every drawing of the stage with its name and what it means. */
export function Anatomy() {
  return (
    <article className={styles.page}>
      <header className={styles.header}>
        <Mark size={50} paper="paper-stage" />
        <h1 className={styles.title}>Anatomy of the stage</h1>
        <p className={styles.creed}>
          <strong>Ink draws structure. Colour is a message. Red is a fault.</strong>
          Every kind has its own silhouette and its own glyph; hue comes third.
        </p>
      </header>
      <Messages />
      <Services />
      <Brokers />
      <Stores />
      <Links />
      <Faults />
    </article>
  );
}

const MEANING = {
  command: ['Command', 'asks for\na change'],
  query: ['Query', 'asks for\nan answer'],
  reply: ['Reply', 'points back\nto the caller'],
  event: ['Event', 'a fact that\nhappened'],
  policy: ['Policy', 'whenever X,\ndo Y'],
  snapshot: ['Snapshot', 'folded state\nat offset n'],
  tombstone: ['Tombstone', 'delete\nmarker'],
  duplicate: ['Duplicate', 'the same fact\nagain'],
  poison: ['Poison', 'cannot be\nhandled'],
  error: ['Error', 'failure or\ntimeout'],
} as const;

function Messages() {
  return (
    <Section title="Messages" claim="Lifted with a hard shadow while in flight, flat at rest">
      <div className={styles.row}>
        {TOKEN_KINDS.map((kind) => (
          <Entry key={kind} name={MEANING[kind][0]} text={MEANING[kind][1]} w={131.2} h={64}>
            <Token kind={kind} x={34} y={30} size={54} strokeWidth={2.2} lifted />
          </Entry>
        ))}
      </div>
      <div className={styles.strips}>
        <div className={styles.strip}>
          Without hue, stage size
          <TokenStrip grey size={24} step={44} />
        </div>
        <div className={styles.strip} data-theme="dark">
          On deep ink
          <TokenStrip size={26} step={46} />
        </div>
      </div>
    </Section>
  );
}

function TokenStrip({ size, step, grey = false }: { size: number; step: number; grey?: boolean }) {
  return (
    <svg
      width={TOKEN_KINDS.length * step}
      height={40}
      viewBox={`0 0 ${TOKEN_KINDS.length * step} 40`}
      aria-hidden="true"
      className={grey ? styles.grey : undefined}
    >
      {TOKEN_KINDS.map((kind, i) => (
        <Token key={kind} kind={kind} x={step * (i + 0.5)} y={20} size={size} />
      ))}
    </svg>
  );
}

function Services() {
  return (
    <Section
      title="Services and clients"
      claim="One hexagon, five states: the outline tells the state before the label does"
    >
      <div className={styles.row}>
        <Entry name="Client" text={'a person\nor a driver'} w={112} h={80}>
          <ClientNode x={11} y={16} labelled={false} />
        </Entry>
        <Entry name="Idle" text="solid outline" w={176} h={80}>
          <ServiceNode x={0} y={9} name="Payment" />
        </Entry>
        <Entry name="Busy" text={'bar: work done;\ntext: running line'} w={176} h={80}>
          <ServiceNode x={0} y={9} name="Payment" sub="charge #15" state="busy" progress={0.62} />
        </Entry>
        <Entry name="Slow" text={'echoed outline\nand a clock'} w={176} h={80}>
          <ServiceNode x={0} y={9} name="Payment" sub="×4 slower" state="slow" />
        </Entry>
        <Entry name="Crashed" text={'broken outline,\nhatch and ×'} w={176} h={80}>
          <ServiceNode x={0} y={9} name="Payment" sub="down 1.1 s" state="crashed" />
        </Entry>
        <Entry name="Restarting" text={'outline closes as\nstate replays'} w={176} h={80}>
          <ServiceNode x={0} y={9} name="Payment" sub="replay 7/12" state="restarting" progress={0.58} />
        </Entry>
        <Entry name="Replicas" text={'stacked plates:\nthree instances'} w={184} h={80}>
          <ServiceNode x={0} y={15} h={58} name="Kitchen" replicas={2} />
        </Entry>
        <Entry name="External" text={'not ours to fix:\npink, set apart'} w={136} h={80}>
          <ExternalNode x={0} y={9} w={124} h={56} name="Bank" />
        </Entry>
      </div>
    </Section>
  );
}
