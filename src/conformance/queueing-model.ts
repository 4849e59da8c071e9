/** A case of queueing theory, in seconds. */
export interface QueueingCase {
  readonly id: string;
  /** In Kendall's notation: arrivals / service / servers / places, the last left out where there is no bound. */
  readonly model: string;
  readonly lam: number;
  readonly mu: number;
  readonly c?: number;
  readonly K?: number;
  readonly expected: { readonly [statistic: string]: number };
}

export interface QueueingModel {
  /** M: exponential; D: constant. */
  readonly arrivals: 'M' | 'D';
  readonly service: 'M' | 'D';
  readonly servers: number;
  /** In service and waiting; null: no bound. */
  readonly places: number | null;
  readonly arrivalsPerSecond: number;
  readonly servedPerSecond: number;
}

/** Null for a model that isn't one of these. */
export function modelOf({ model, lam, mu, c, K }: QueueingCase): QueueingModel | null {
  const [arrivals, service, servers = '', places] = model.split('/').map((part) => part.trim());
  if ((arrivals !== 'M' && arrivals !== 'D') || (service !== 'M' && service !== 'D')) return null;
  return {
    arrivals,
    service,
    servers: c ?? (Number(servers) || 1),
    places: places === undefined ? null : (K ?? Number(places)),
    arrivalsPerSecond: lam,
    servedPerSecond: mu,
  };
}

/** How busy each server would be if nobody were turned away. */
export function utilization({ arrivalsPerSecond, servedPerSecond, servers }: QueueingModel): number {
  return arrivalsPerSecond / (servedPerSecond * servers);
}

/** Erlang's B: the share that is turned away where nobody can wait. */
function shareTurnedAway(model: QueueingModel): number {
  const offered = model.arrivalsPerSecond / model.servedPerSecond;
  let share = 1;
  for (let servers = 1; servers <= model.servers; servers++) share = (offered * share) / (servers + offered * share);
  return share;
}

/** Erlang's C: the share that waits where everybody can. */
export function shareWaiting(model: QueueingModel): number {
  const turnedAway = shareTurnedAway(model);
  return turnedAway / (1 - utilization(model) * (1 - turnedAway));
}
