import { classNames } from '../controls/class-names.ts';
import { CodeWords } from '../controls/code-words.tsx';
import text from '../controls/text.module.css';
import { LandingMark } from '../landing-mark.tsx';
import { ThemeButton } from '../theme-button.tsx';
import styles from './modelled.module.css';
import type { SpecDocument } from './spec-document.ts';
import { modelledComponents } from './specs.ts';

/** For each component: whose rules it follows, rule by rule, and where it simplifies. Made of the specs that the tests cite. */
export function Modelled() {
  const components = modelledComponents();
  const rules = components
    .flatMap(({ specs }) => specs)
    .flatMap(({ sections }) => sections)
    .reduce((sum, section) => sum + section.rules.length, 0);
  return (
    <div className={styles.page}>
      <header className={styles.top}>
        <a className={classNames(styles.brand, text.display)} href="#/">
          <LandingMark size={26} />
          Eventually
        </a>
        <ThemeButton />
      </header>
      <main className={styles.main}>
        <h1 tabIndex={-1} className={classNames(styles.title, text.display)}>
          What is modelled, and what is not
        </h1>
        <p className={styles.lead}>
          Every component follows numbered rules: {rules} of them. Each rule is held by a test, and where a real product
          or a published paper has the answer, the component is compared with it. Where the simulator simplifies, this
          page says so.
        </p>
        {components.map(({ id, specs }) => (
          <details key={id} className={styles.component}>
            <summary className={styles.summary}>
              <h2 className={classNames(styles.name, text.display)}>{specs[0]?.title}</h2>
              <span className={styles.brief}>
                <CodeWords>{briefOf(specs[0])}</CodeWords>
              </span>
            </summary>
            {specs.map((spec, index) => (
              <Spec key={spec.title} spec={spec} whole={index === 0} />
            ))}
          </details>
        ))}
      </main>
    </div>
  );
}

function briefOf(spec: SpecDocument | undefined): string {
  return spec?.intro[0] ?? '';
}

function Spec({ spec, whole }: { readonly spec: SpecDocument; readonly whole: boolean }) {
  // A part has a heading of its own above them.
  const Heading = whole ? 'h3' : 'h4';
  return (
    <section className={styles.spec} aria-label={spec.title}>
      {!whole && <h3 className={styles.heading}>{spec.title}</h3>}
      {(whole ? spec.intro.slice(1) : spec.intro).map((paragraph) => (
        <p key={paragraph}>
          <CodeWords>{paragraph}</CodeWords>
        </p>
      ))}
      {spec.sections.map(({ heading, rules, notes }) => (
        <div key={heading}>
          {heading !== '' && <Heading className={styles.heading}>{heading}</Heading>}
          <ol className={styles.rules}>
            {rules.map((rule) => (
              <li key={rule.id} className={styles.rule}>
                <span className={styles.id}>{rule.id}</span>
                <span>
                  <CodeWords>{rule.text}</CodeWords>
                </span>
              </li>
            ))}
          </ol>
          {notes.map((note) => (
            <p key={note}>
              <CodeWords>{note}</CodeWords>
            </p>
          ))}
        </div>
      ))}
      {spec.simplifies.length > 0 && (
        <div className={styles.simplifies}>
          <Heading className={styles.heading}>Where it simplifies</Heading>
          <ul className={styles.limits}>
            {spec.simplifies.map((one) => (
              <li key={one}>
                <CodeWords>{one}</CodeWords>
              </li>
            ))}
          </ul>
        </div>
      )}
    </section>
  );
}
