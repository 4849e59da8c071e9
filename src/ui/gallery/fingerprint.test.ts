import { describe, expect, it } from 'vitest';
import type { Arrow, Span, SpaceTimeView } from '../../projections/space-time.ts';
import type { Message } from '../../trace/message.ts';
import { miniature } from './fingerprint.ts';

const message = (story: number): Message => ({
  id: story,
  name: 'PlaceOrder',
  kind: 'command',
  source: 'a',
  data: null,
  key: null,
  label: String(story),
  version: 1,
  correlationId: story,
  causationId: null,
  inReplyTo: null,
  poison: false,
});

const arrow = (story: number, sentUs: number, endUs: number | null): Arrow => ({
  hop: sentUs,
  message: message(story),
  from: 'a',
  to: 'b',
  passage: 'call',
  sentUs,
  dueUs: endUs ?? sentUs + 1,
  endUs,
  lost: null,
  duplicate: false,
});

const work = (story: number, startUs: number): Span => ({
  component: 'b',
  task: story,
  message: message(story),
  kind: 'work',
  startUs,
  endUs: startUs + 10,
  timedOut: false,
});

const view = (arrows: readonly Arrow[], spans: readonly Span[] = []): SpaceTimeView => ({
  arrows,
  spans,
  outages: [],
  lag: new Map(),
  overtakings: [],
});

describe('a fingerprint', () => {
  it('stretches what happens over the whole width', () => {
    const { arrows, work: bars } = miniature(
      view([arrow(1, 100, 120), arrow(1, 140, 200)], [work(1, 120)]),
      ['a', 'b'],
      1_000,
    );
    expect(arrows.map(({ from, to }) => [from.at, to.at])).toEqual([
      [0, 0.2],
      [0.4, 1],
    ]);
    expect(bars).toEqual([{ lane: 1, from: 0.2, to: 0.3 }]);
  });

  it('shows whole stories, as many as can be told apart', () => {
    const stories = [1, 2, 3].flatMap((story) =>
      Array.from({ length: 7 }, (_, index) => arrow(story, story * 100 + index * 10, story * 100 + index * 10 + 5)),
    );
    expect(miniature(view(stories), ['a', 'b'], 1_000).arrows).toHaveLength(14);
  });

  it('leaves out a story that has not come to rest, and its work', () => {
    const { arrows, work: bars } = miniature(
      view([arrow(1, 0, 50), arrow(2, 60, null)], [work(2, 70)]),
      ['a', 'b'],
      1_000,
    );
    expect(arrows).toHaveLength(1);
    expect(bars).toEqual([]);
  });

  it('of a scenario in which nothing happens is empty lanes', () => {
    expect(miniature(view([]), ['a', 'b', 'c'], 1_000)).toEqual({ lanes: 3, arrows: [], work: [] });
  });
});
