import { counted } from '../../base/text/counted.ts';
import { defineTool } from '../define.ts';
import { groupReference, ids } from '../input/common-input.ts';
import { findGroup } from '../input/find-group.ts';
import { idColumn } from '../output/row.ts';
import { renderTable } from '../output/table.ts';
import { cell } from '../output/untrusted.ts';
import { bucketsIn, ifReadable, MOST_PLANS, myPlans, plansOfGroup } from './shared/planner-plans.ts';

export const listPlannerPlans = defineTool({
  name: 'list_planner_plans',
  title: 'Planner plans',
  area: 'tasks',
  order: 60,
  presets: [],
  about: 'List Planner plans with their buckets: mine, or those of a group.',
  intents: [
    'which Planner plans do I have',
    'boards of my team',
    'buckets of the plan',
    'my Planner boards',
    'columns on the board',
  ],
  kind: 'read',
  openWorld: true,
  repeat: 'safe',
  scopes: ['Tasks.Read'],
  scopesElsewhere: { groups: ['GroupMember.Read.All'] },
  operation: 'GET /me/planner/plans',
  budget: { withIds: 3_000, withoutIds: 2_000 },
  example: { as: 'ana.silva', args: {} },
  input: {
    group: groupReference().optional().describe('Name or id.'),
    ids: ids(),
  },
  async run(args, call) {
    const { plans, isCut } =
      args.group === undefined
        ? await myPlans(call)
        : await plansOfGroup((await findGroup(args.group, call)).id, call);
    const shown = await Promise.all(
      plans
        .slice(0, MOST_PLANS)
        .map(async (plan) => ({ ...plan, buckets: await ifReadable(bucketsIn(plan.id, call)) })),
    );
    const rest = plans.length - shown.length;
    return renderTable({
      what: args.group === undefined ? 'Planner plans' : `Planner plans of the group "${cell(args.group)}"`,
      columns: [
        { name: 'plan', textOf: ({ name }) => name },
        {
          name: 'buckets',
          textOf: ({ buckets }) => buckets?.map(({ name }) => name).join(', ') ?? '(cannot be read)',
          longest: 300,
        },
        ...(args.ids ? [idColumn] : []),
      ],
      rows: shown,
      follows:
        rest > 0 || isCut
          ? `Not shown: ${isCut ? 'at least ' : ''}${counted(rest, 'plan')}, which list_planner_tasks finds by name.`
          : 'That is all.',
    });
  },
});
