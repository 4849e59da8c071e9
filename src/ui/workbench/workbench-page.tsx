import { useMemo, useState, type CSSProperties } from 'react';
import type { Workbench } from '../../session/workbench.ts';
import { useFrame } from '../use-frame.ts';
import { WorkbenchContext, useWorkbenchState } from './context.ts';
import { Inspector } from './inspector/inspector.tsx';
import { InspectorSheet } from './inspector/inspector-sheet.tsx';
import { KeyboardHelp } from './keyboard-help.tsx';
import { ActionNotice, LinkNotices, StepAnnouncement } from './notices.tsx';
import { PhoneBottomBar, PhoneTopbar } from './phone-bars.tsx';
import { SpaceTimeRegion } from './space-time-region.tsx';
import { StageRegion } from './stage-region.tsx';
import { StoryStrip } from './story/story-strip.tsx';
import { Story } from './story/story.tsx';
import { Topbar } from './topbar.tsx';
import { Transport } from './transport.tsx';
import { useAddress } from './use-address.ts';
import { useKeyboard } from './use-keyboard.ts';
import { useLayout } from './use-layout.ts';
import { useVisited } from './use-visited.ts';
import { useSheet } from './use-sheet.ts';
import styles from './workbench.module.css';

export interface WorkbenchPageProps {
  readonly workbench: Workbench;
  /** What the link that opened it could not give. */
  readonly notices: readonly string[];
}

/** A scenario to play with, from its story to its space-time diagram. */
export function WorkbenchPage({ workbench, notices }: WorkbenchPageProps) {
  useFrame(workbench);
  useAddress(workbench);
  useVisited(workbench);
  return (
    <WorkbenchContext value={workbench}>
      <Regions workbench={workbench} notices={notices} />
      <StepAnnouncement />
    </WorkbenchContext>
  );
}

function Regions({ workbench, notices }: WorkbenchPageProps) {
  const layout = useLayout();
  const [help, setHelp] = useState(false);
  const [reading, setReading] = useState(false);
  const [changing, setChanging] = useState(false);
  const [sheet, setSheet] = useSheet(workbench);
  const lanes = useWorkbenchState((state) => state.scenario.components.size);
  const actions = useMemo(
    () => ({
      showHelp: () => setHelp(true),
      changeInterface: () => {
        setSheet(true);
        setChanging(true);
      },
    }),
    [setSheet],
  );
  useKeyboard(workbench, actions);
  const column = layout === 'desk' || layout === 'sheet';
  return (
    <div className={styles.workbench} data-layout={layout} style={{ '--lanes': lanes } as CSSProperties}>
      {layout === 'phone' ? <PhoneTopbar /> : <Topbar onHelp={actions.showHelp} />}
      <LinkNotices notices={notices} />
      <main className={styles.regions}>
        {column ? (
          <Story />
        ) : (
          <StoryStrip
            withActions={layout === 'strip'}
            open={reading}
            onOpenChange={setReading}
            onInspect={layout === 'phone' ? () => setSheet(true) : undefined}
          />
        )}
        <div className={styles.stage}>
          <StageRegion portrait={layout === 'phone'} />
          <ActionNotice />
          {layout !== 'desk' && (
            <InspectorSheet open={sheet} onOpenChange={setSheet} changing={changing} onChanging={setChanging} />
          )}
        </div>
        {layout === 'desk' && (
          <div className={styles.inspector}>
            <Inspector changing={changing} onChanging={setChanging} />
          </div>
        )}
        {layout !== 'phone' && <Transport />}
        <SpaceTimeRegion strip={layout === 'phone'} />
        {layout === 'phone' && <PhoneBottomBar onAsk={() => setReading(true)} />}
      </main>
      <KeyboardHelp open={help} onOpenChange={setHelp} />
    </div>
  );
}
