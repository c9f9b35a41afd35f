import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Json, scopedCalls, startWorld, type World } from '../../graph-world.ts';

const scopes = 'Tasks.ReadWrite';

describe("a Planner task's details in the Graph stand-in", () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
  });
  afterAll(() => world.graph.close());

  const { call, values } = scopedCalls(() => world, scopes);

  it('are a separate entity with its own ETag', async () => {
    const [{ planId }] = (await values('/me/planner/tasks')) as readonly [Json];
    const task = (await values(`/planner/plans/${planId as string}/tasks`)).find(
      ({ title }) => title === 'Status page',
    )!;
    const path = `/planner/tasks/${task.id}/details`;
    const tag = async () => (await call(path)).body['@odata.etag']!;
    const change = (body: object, etag: string) =>
      call(path, { method: 'PATCH', body, headers: { 'if-match': etag } });
    const item = { '@odata.type': 'microsoft.graph.plannerChecklistItem' };
    expect((await change({ description: 'x' }, task['@odata.etag']!)).status).toBe(412);
    expect((await change({ description: 'x' }, '*')).status).toBe(412);
    const two = { a: { ...item, title: 'One' }, b: { ...item, title: 'Two' } };
    expect((await change({ checklist: two }, await tag())).status).toBe(204);
    expect((await call(`/planner/tasks/${task.id}`)).body).toMatchObject({
      '@odata.etag': task['@odata.etag'],
      checklistItemCount: 2,
      activeChecklistItemCount: 2,
    });
    const merged = { checklist: { a: { ...item, isChecked: true }, b: null } };
    expect((await change(merged, await tag())).status).toBe(204);
    expect((await call(path)).body.checklist).toMatchObject({ a: { title: 'One', isChecked: true } });
    expect(Object.keys((await call(path)).body.checklist as object)).toEqual(['a']);
    expect((await change({ checklist: { c: { ...item, isChecked: true } } }, await tag())).status).toBe(400);
    expect((await change({ checklist: { c: { title: 'No type' } } }, await tag())).status).toBe(400);
    const many = Object.fromEntries(
      Array.from({ length: 21 }, (_, n) => [`m${n}`, { ...item, title: `${n}` }]),
    );
    expect((await change({ checklist: many }, await tag())).status).toBe(403);
  });
});
