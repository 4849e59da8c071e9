import { memo } from 'react';

/** Drawn in a 24 box; `solid` icons are filled, all others are strokes. */
const OUTLINE = {
  start: 'M6,5V19M18,5L9,12L18,19Z',
  share: 'M4,13V20H20V13M12,15V3.5M7.5,8L12,3.5L16.5,8',
  moon: 'M19.5,14.5A8,8 0 1 1 10,4.2A6.4,6.4 0 0 0 19.5,14.5Z',
  sun: 'M12,8a4,4 0 1 0 .01,0M12,2.5V5M12,19V21.5M2.5,12H5M19,12H21.5M5.3,5.3L7,7M17,17L18.7,18.7M18.7,5.3L17,7M7,17L5.3,18.7',
  screen: 'M3,4.5H21V16.5H3ZM8.5,20.5H15.5M12,16.5V20.5',
  compare: 'M12,3V21M3,6H9M3,12H9M3,18H9M15,6H21M15,12H21M15,18H21',
  eye: 'M2,12C5,6.5 8.5,5 12,5C15.5,5 19,6.5 22,12C19,17.5 15.5,19 12,19C8.5,19 5,17.5 2,12ZM12,9a3,3 0 1 0 .01,0',
  back: 'M19,12H5M11,6L5,12L11,18',
  next: 'M5,12H19M13,6L19,12L13,18',
  menu: 'M4,6.5H20M4,12H20M4,17.5H20',
  plus: 'M12,4.5V19.5M4.5,12H19.5',
  minus: 'M4.5,12H19.5',
  search: 'M10.5,4a6.5,6.5 0 1 0 .01,0M15.2,15.2L20.5,20.5',
  check: 'M4.5,12.5L10,18L19.5,6.5',
  close: 'M5.5,5.5L18.5,18.5M18.5,5.5L5.5,18.5',
  chevronDown: 'M5,9L12,16L19,9',
  chevronUp: 'M5,15L12,8L19,15',
  chevronLeft: 'M15,5L8,12L15,19',
  chevronRight: 'M9,5L16,12L9,19',
  undo: 'M8,5L3.5,9.5L8,14M4,9.5H14.5A5.5,5.5 0 0 1 14.5,20.5H9',
  redo: 'M16,5L20.5,9.5L16,14M20,9.5H9.5A5.5,5.5 0 0 0 9.5,20.5H15',
  bolt: 'M13,2.5L5,13.5H11L10,21.5L19,10H12.5Z',
  book: 'M4,4.5H10.5A1.5,1.5 0 0 1 12,6V20A1.5,1.5 0 0 0 10.5,18.5H4ZM20,4.5H13.5A1.5,1.5 0 0 0 12,6V20A1.5,1.5 0 0 1 13.5,18.5H20Z',
  pointer: 'M4,4L10.5,20L13,13L20,10.5Z',
  link: 'M10,14L14,10M8,11.5L5.2,14.3A3.2,3.2 0 0 0 9.7,18.8L12.5,16M11.5,8L14.3,5.2A3.2,3.2 0 0 1 18.8,9.7L16,12.5',
  copy: 'M8.5,8.5H20V20H8.5ZM15.5,8.5V4H4V15.5H8.5',
  keyboard: 'M2.5,6H21.5V18H2.5ZM6.2,10H6.3M10,10H10.1M13.9,10H14M17.7,10H17.8M7.5,14.2H16.5',
  info: 'M12,3.2a8.8,8.8 0 1 0 .01,0M12,11V16.5M12,7.4V7.5',
  help: 'M12,3.2a8.8,8.8 0 1 0 .01,0M9.3,9.6A2.7,2.7 0 1 1 12,12.4V13.6M12,16.8V16.9',
  filter: 'M3.5,5H20.5L14,12.5V19.5L10,17.5V12.5Z',
  download: 'M4,14V20H20V14M12,3.5V15M7.5,10.5L12,15L16.5,10.5',
  upload: 'M4,14V20H20V14M12,15V3.5M7.5,8L12,3.5L16.5,8',
  trash: 'M4,6.5H20M9,6V3.5H15V6M6,6.5L7,20.5H17L18,6.5M10,10.5V16.5M14,10.5V16.5',
  edit: 'M4,20L5,15.5L16,4.5L19.5,8L8.5,19Z',
  branch: 'M6,4V20M6,15C6,10.5 17,13 17,7M14,9L17,5.8L20,9',
  follow: 'M12,6a6,6 0 1 0 .01,0M12,2.5V7M12,17V21.5M2.5,12H7M17,12H21.5',
  code: 'M8,6L2.5,12L8,18M16,6L21.5,12L16,18',
  external: 'M10,5H4.5V19.5H19V14M13.5,4.5H19.5V10.5M19,5L11,13',
} as const;

const SOLID = {
  play: 'M7,4.5L19,12L7,19.5Z',
  pause: 'M6.5,4.5H10V19.5H6.5ZM14,4.5H17.5V19.5H14Z',
  stepForward: 'M5,5L14,12L5,19ZM16,5H19V19H16Z',
  more: 'M5,11a1,1 0 1 0 .01,0ZM12,11a1,1 0 1 0 .01,0ZM19,11a1,1 0 1 0 .01,0Z',
  stepBack: 'M19,5L10,12L19,19ZM8,5H5V19H8Z',
} as const;

export type IconName = keyof typeof OUTLINE | keyof typeof SOLID;

/** Every icon's name. */
export const ICON_NAMES = [...Object.keys(SOLID), ...Object.keys(OUTLINE)] as readonly IconName[];

/** An icon in the colour of the text around it. It is decoration: the control that holds it carries the name. */
export const Icon = memo(function Icon({ name, size = 20 }: { readonly name: IconName; readonly size?: number }) {
  const solid = name in SOLID;
  const d = solid ? SOLID[name as keyof typeof SOLID] : OUTLINE[name as keyof typeof OUTLINE];
  return (
    <svg width={size} height={size} viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path
        d={d}
        fill={solid ? 'currentColor' : 'none'}
        stroke="currentColor"
        strokeWidth={solid ? 1.4 : 2.1}
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
});
