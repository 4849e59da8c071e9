import { useEffect, useMemo, useState, type CSSProperties } from 'react';
import type { Workbench } from '../../session/workbench.ts';
import { Unfetched } from '../controls/unfetched.tsx';
import { usePanel } from '../controls/use-panel.ts';
import { useFrame } from '../use-frame.ts';
import { whenIdle } from '../when-idle.ts';
import { WorkbenchContext, useWorkbenchState } from './context.ts';
import { InspectorRegion } from './inspector/inspector-region.tsx';
import { InspectorSheet } from './inspector/inspector-sheet.tsx';
import { ActionNotice, LinkNotices, StepAnnouncement } from './notices.tsx';
import { fetchParts, loadKeyboardHelp, loadPhoneBottomBar, loadPhoneTopbar, loadStoryStrip } from './parts.ts';
import { SpaceTimeRegion } from './space-time-region.tsx';
import { StageRegion } from './stage-region.tsx';
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
  // What is opened next is here before it is asked for, and stays if the network goes.
  useEffect(() => whenIdle(() => void fetchParts()), []);
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
  const { Panel: Help, failed: helpFailed } = usePanel(loadKeyboardHelp, help);
  const phone = layout === 'phone';
  const { Panel: PhoneTopbar } = usePanel(loadPhoneTopbar, phone);
  const { Panel: PhoneBottomBar } = usePanel(loadPhoneBottomBar, phone);
  const column = layout === 'desk' || layout === 'sheet';
  const { Panel: StoryStrip } = usePanel(loadStoryStrip, !column);
  return (
    <div className={styles.workbench} data-layout={layout} style={{ '--lanes': lanes } as CSSProperties}>
      {phone && PhoneTopbar !== null ? <PhoneTopbar /> : <Topbar onHelp={actions.showHelp} />}
      <LinkNotices notices={notices} />
      <main className={styles.regions}>
        {column || StoryStrip === null ? (
          <Story />
        ) : (
          <StoryStrip
            withActions={layout === 'strip'}
            open={reading}
            onOpenChange={setReading}
            onInspect={phone ? () => setSheet(true) : undefined}
          />
        )}
        <div className={styles.stage}>
          <StageRegion portrait={phone && PhoneTopbar !== null} />
          <ActionNotice />
          {layout !== 'desk' && (
            <InspectorSheet open={sheet} onOpenChange={setSheet} changing={changing} onChanging={setChanging} />
          )}
        </div>
        {layout === 'desk' && (
          <div className={styles.inspector}>
            <InspectorRegion changing={changing} onChanging={setChanging} />
          </div>
        )}
        {!phone && <Transport />}
        <SpaceTimeRegion strip={phone} />
        {phone && (PhoneBottomBar === null ? <Transport /> : <PhoneBottomBar onAsk={() => setReading(true)} />)}
      </main>
      {Help !== null && <Help open={help} onOpenChange={setHelp} />}
      {helpFailed && <Unfetched />}
    </div>
  );
}
