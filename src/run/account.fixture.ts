interface AccountShape {
  readonly deposits?: string;
  readonly withdrawals?: string;
  /** Of the store, beside its kind. */
  readonly store?: string;
  /** Of the append of a withdrawal. */
  readonly onConflict?: string;
  readonly append?: string;
  /** More components. */
  readonly more?: string;
  readonly rest?: string;
}

/** The bank account of the talk: an aggregate that guards its balance by the version of its stream. */
export function account({
  deposits = 'every: 100ms, count: 3',
  withdrawals = 'start: 1s, every: 100ms, count: 12',
  store = '',
  onConflict = 'onConflict: { retry: 5 }',
  append = '',
  more = '',
  rest = '',
}: AccountShape): string {
  return `
messages:
  Deposit: { kind: command, fields: { account: string, amount: number } }
  Withdraw: { kind: command, fields: { account: string, amount: number } }
  GetBalance: { kind: query, fields: { account: string, upTo: number } }
  Deposited: { kind: event, fields: { amount: number } }
  Withdrawn: { kind: event, fields: { amount: number } }
components:
  deposits:
    kind: client
    sends: [{ command: Deposit, to: bank, ${deposits}, data: { account: a1, amount: 100 } }]
  withdrawals:
    kind: client
    sends: [{ command: Withdraw, to: bank, ${withdrawals}, data: { account: a1, amount: 40 } }]
  bank:
    kind: service
    workers: 20
    on:
      Deposit:
        - append: ='account-' + msg.account
          to: store
          events: [{ event: Deposited, data: { amount: =msg.amount } }]
          as: appended
          ${append}
        - reply: { position: =appended.position, version: =appended.version }
      Withdraw:
        - load: ='account-' + msg.account
          from: store
          as: account
          fold:
            initial: { balance: 0 }
            on:
              Deposited: { balance: =state.balance + event.amount }
              Withdrawn: { balance: =state.balance - event.amount }
        - if: account.state.balance < msg.amount
          then: [refuse: not enough money]
        - append: ='account-' + msg.account
          to: store
          expected: =account.version
          events: [{ event: Withdrawn, data: { amount: =msg.amount } }]
          ${onConflict}
        - reply: { ok: true }
      GetBalance:
        - load: ='account-' + msg.account
          from: store
          as: then
          upTo: =msg.upTo
          fold:
            initial: { balance: 0 }
            on:
              Deposited: { balance: =state.balance + event.amount }
              Withdrawn: { balance: =state.balance - event.amount }
        - reply: { balance: =then.state.balance, read: =then.read }
  store: { kind: event-store${store === '' ? '' : `, ${store}`} }
${more}
${rest}`;
}
