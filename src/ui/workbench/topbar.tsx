import { Button } from '../controls/button.tsx';
import { classNames } from '../controls/class-names.ts';
import text from '../controls/text.module.css';
import { Icon } from '../drawing/icon.tsx';
import { Mark } from '../drawing/mark.tsx';
import { ThemeButton } from '../theme-button.tsx';
import { useWorkbenchState } from './context.ts';
import { SharePopover } from './share-popover.tsx';
import styles from './topbar.module.css';
import { VariantSwitch } from './variant-switch.tsx';

/** The bar above the workbench: where one is, which variant runs, and what to do with it. */
export function Topbar({ onHelp }: { readonly onHelp: () => void }) {
  const scenario = useWorkbenchState((state) => state.scenario);
  return (
    <header className={styles.topbar}>
      <a href="#/" className={classNames(styles.brand, text.display)} aria-label="Eventually, all topics">
        <Mark size={25} />
        Eventually
      </a>
      <div className={styles.crumb}>
        {scenario.chapter !== null && (
          <span className={styles.chapter}>{String(scenario.chapter).padStart(2, '0')}</span>
        )}
        <span className={styles.title}>{scenario.title}</span>
        <span className={styles.subtitle}>{scenario.subtitle}</span>
      </div>
      <VariantSwitch />
      <span className={styles.space} />
      <SharePopover />
      <ThemeButton />
      <Button look="ghost" square aria-label="Keyboard" aria-keyshortcuts="?" title="Keys" onClick={onHelp}>
        <Icon name="keyboard" size={20} />
      </Button>
    </header>
  );
}
