import { US_PER_MS, US_PER_SECOND } from '../kernel/time.ts';
import type { WindowSpec } from '../components/stream-processor/time-window.ts';
import type { TriggerSpec } from '../components/stream-processor/trigger-spec.ts';

const UNITS_US: Readonly<Record<string, number>> = {
  ms: US_PER_MS,
  s: US_PER_SECOND,
  m: 60 * US_PER_SECOND,
  min: 60 * US_PER_SECOND,
  h: 3600 * US_PER_SECOND,
  d: 86_400 * US_PER_SECOND,
};

/** "2m", "500ms", "inf", or a bare number of milliseconds, in microseconds. */
export function durationUs(text: string | number): number {
  if (typeof text === 'number') return text * US_PER_MS;
  if (/^inf/i.test(text)) return Infinity;
  const parts = /^([\d.]+)\s*([a-z]*)/i.exec(text.trim());
  const unitUs = UNITS_US[parts?.[2] || 'ms'];
  if (parts === null || unitUs === undefined) throw new Error(`what duration is "${text}"?`);
  return Number(parts[1]) * unitUs;
}

/** "12:03:39" or "inf" as microseconds of the day. */
export function clockUs(text: string): number {
  if (/^inf/i.test(text)) return Infinity;
  const [hours = NaN, minutes = NaN, seconds = 0] = text.split(':').map(Number);
  const us = ((hours * 60 + minutes) * 60 + seconds) * US_PER_SECOND;
  if (!Number.isFinite(us)) throw new Error(`what time is "${text}"?`);
  return Math.round(us);
}

/** Microseconds of the day as "12:03:39", with a fraction where there is one. */
export function clockText(us: number): string {
  const seconds = us / US_PER_SECOND;
  const two = (n: number): string => String(n).padStart(2, '0');
  const rest = seconds % 60;
  const fraction = Number.isInteger(rest) ? '' : String(Math.round((rest % 1) * 1000) / 1000).slice(1);
  return `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(Math.floor(rest))}${fraction}`;
}

/** "global", "fixed 2m", "tumbling 2000", "sliding 3000/1000" or "session gap 1m". */
export function windowOf(text: string, mergeTouching: boolean): WindowSpec {
  const [kind = '', ...sizes] = text
    .replace(/\bgap\b/, ' ')
    .split(/[\s/,]+|\bevery\b/)
    .filter((word) => word !== '');
  const sizesUs = sizes.map(durationUs);
  const [sizeUs = NaN, everyUs = NaN, offsetUs = 0] = sizesUs;
  if (/^global/i.test(kind)) return { kind: 'global' };
  if (/^(?:fixed|tumbling)/i.test(kind)) return { kind: 'tumbling', sizeUs, offsetUs: sizesUs[1] ?? 0 };
  if (/^(?:sliding|hopping)/i.test(kind)) return { kind: 'sliding', sizeUs, everyUs, offsetUs };
  if (/^session/i.test(kind)) return { kind: 'session', gapUs: sizeUs, mergeTouching };
  throw new Error(`what window is "${text}"?`);
}

/** "default", "watermark (default)", "repeatedly elementCount>=1", "watermark + early: … + late: …". */
export function triggerOf(text: string): TriggerSpec {
  const words = text.trim();
  if (/^(?:watermark\s*)?\(?default\)?$/i.test(words)) return { kind: 'repeatedlyAtWatermark' };
  if (/^(?:after\s*)?watermark/i.test(words)) return watermarkTriggerOf(words);
  const repeated = /^repeatedly\s+(.*)$/i.exec(words);
  return repeated === null
    ? simpleTriggerOf(words)
    : { kind: 'repeatedly', trigger: simpleTriggerOf(repeated[1] ?? '') };
}

function watermarkTriggerOf(text: string): TriggerSpec {
  const part = (name: string): TriggerSpec | null => {
    const found = new RegExp(`\\b${name}:\\s*([^+]+)`, 'i').exec(text);
    return found === null ? null : simpleTriggerOf(found[1] ?? '');
  };
  return { kind: 'afterWatermark', early: part('early'), late: part('late') };
}

function simpleTriggerOf(text: string): TriggerSpec {
  const words = text.trim();
  const count = /^(?:elementCount\s*>=\s*(\d+)|every (?:(\d+) )?(?:elements?|records?))/i.exec(words);
  if (count !== null) return { kind: 'elementCount', count: Number(count[1] ?? count[2] ?? 1) };
  const delay = /^([\d.]+\s*[a-z]+) (?:of )?processing time/i.exec(words);
  if (delay !== null) return { kind: 'processingTime', delayUs: durationUs(delay[1] ?? ''), alignUs: null };
  throw new Error(`what trigger is "${text}"?`);
}
