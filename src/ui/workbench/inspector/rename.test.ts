import { expect, it } from 'vitest';
import { defaultRename } from './rename.ts';

const messages = [
  { message: 'PlaceOrder', fields: ['orderId', 'pizza', 'amount'] },
  { message: 'Address', fields: ['name', 'street'] },
];

it('renames a field that receivers compute with', () => {
  expect(defaultRename(messages)).toEqual({ message: 'PlaceOrder', field: 'amount', to: 'total' });
});

it('takes the first field where none is told to be computed with', () => {
  expect(defaultRename(messages, 'Address')).toEqual({ message: 'Address', field: 'name', to: 'fullName' });
});

it('keeps the chosen field and never proposes a name that is taken', () => {
  expect(defaultRename(messages, 'PlaceOrder', 'pizza')).toEqual({
    message: 'PlaceOrder',
    field: 'pizza',
    to: 'newPizza',
  });
  expect(defaultRename([{ message: 'Paid', fields: ['amount', 'total'] }])).toEqual({
    message: 'Paid',
    field: 'amount',
    to: 'total2',
  });
});

it('proposes nothing where nothing can be renamed', () => {
  expect(defaultRename([])).toBeNull();
});
