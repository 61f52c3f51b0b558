import { expect, it } from 'vitest';
import { ACTIONS } from '../../../sandbox/actions/table.ts';
import { ROUTES } from '../../../sandbox/routes.ts';

it('every API has its row, and every row its API', () => {
  const apis = [...new Set(ROUTES.map(({ name }) => name))].sort();
  expect(Object.keys(ACTIONS).sort()).toEqual(apis);
});

it('only the deletion of many keys needs nothing before it is carried out', () => {
  const free = Object.keys(ACTIONS).filter((name) => ACTIONS[name]?.length === 0);
  expect(free).toEqual(['DeleteObjects']);
});
