import { Button } from '../../controls/button.tsx';
import { classNames } from '../../controls/class-names.ts';
import { Dialog } from '../../controls/dialog.tsx';
import text from '../../controls/text.module.css';
import { Icon } from '../../drawing/icon.tsx';
import { useWorkbench, useWorkbenchState } from '../context.ts';
import { nameOf } from '../selection.ts';
import { PrimaryButton } from './primary-button.tsx';
import { paragraphsOf } from './prose.tsx';
import styles from './story-strip.module.css';
import { StoryBody } from './story-body.tsx';
import story from './story.module.css';

export interface StoryStripProps {
  /** With Back and the primary action beside it; the phone has them in its bottom bar. */
  readonly withActions: boolean;
  /** The whole text is open. */
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  /** Opens the inspector of what is selected; the phone has no room for a button on the stage. */
  readonly onInspect: (() => void) | undefined;
}

/** The story as a caption above the stage; the whole text is behind "More". */
export function StoryStrip({ withActions, open, onOpenChange, onInspect }: StoryStripProps) {
  const workbench = useWorkbench();
  const scenario = useWorkbenchState((state) => state.scenario);
  const current = useWorkbenchState((state) => state.guide.step);
  const phase = useWorkbenchState((state) => state.guide.phase);
  const selectedName = useWorkbenchState(({ selected }) => (selected === null ? null : nameOf(scenario, selected)));
  const step = scenario.steps[current];
  const [first] = paragraphsOf(step?.say ?? scenario.summary);
  const toRead = phase === 'compared' ? 'See the outcome' : phase === 'asking' ? 'Question' : 'More';
  return (
    <section className={styles.strip} aria-label="Story">
      <div className={styles.words}>
        <h1 tabIndex={-1} className={classNames(styles.title, text.display)}>
          {step?.title ?? scenario.title}
        </h1>
        <p className={styles.first}>{first?.map((run) => run.text).join('')}</p>
      </div>
      <div className={styles.actions}>
        <Button look="ghost" className={styles.more} onClick={() => onOpenChange(true)}>
          {toRead}
        </Button>
        {onInspect !== undefined && selectedName !== null && (
          <Button look="ghost" className={styles.more} onClick={onInspect}>
            Inspect {selectedName}
          </Button>
        )}
        {withActions && (
          <>
            <Button square aria-label="Previous step" disabled={current === 0} onClick={() => workbench.previousStep()}>
              <Icon name="back" size={20} />
            </Button>
            <PrimaryButton onAsk={() => onOpenChange(true)} />
          </>
        )}
      </div>
      <Dialog title={step?.title ?? scenario.title} open={open} onOpenChange={onOpenChange} shape="sheet">
        <div className={classNames(story.scroll, styles.sheet)}>
          <StoryBody />
        </div>
        <SheetAction onDone={() => onOpenChange(false)} />
      </Dialog>
    </section>
  );
}

/** The primary action inside of the sheet, which closes so that the stage is seen. */
function SheetAction({ onDone }: { readonly onDone: () => void }) {
  return (
    // The click is the button's own, and has done its work when it comes here: what lies over the stage closes.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions
    <div
      className={styles.sheetAction}
      onClick={(event) => !(event.target as Element).closest('[aria-disabled="true"]') && onDone()}
    >
      <PrimaryButton className={styles.wide} />
    </div>
  );
}
