import { found, idOf, type Task } from '../task.ts';

export const groupTasks: readonly Task[] = [
  {
    name: 'remove somebody from a group',
    as: 'ana.silva',
    steps: async (ask) => {
      const group = idOf(await ask('list_groups', { query: 'Harbor' }), 'Project Harbor');
      const person = idOf(await ask('list_group_members', { group }), 'Ben Okafor');
      await ask('remove_group_member', { group, people: [person] });
      return ask('list_group_members', { group });
    },
    check: { says: /^(?!.*Ben Okafor)5 members/s },
  },
  {
    name: 'read what a group discussed',
    as: 'ana.silva',
    steps: async (ask) => {
      const group = idOf(await ask('list_my_groups'), 'Project Harbor');
      const thread = idOf(await ask('list_group_conversations', { group }), 'Logo for the portal');
      return ask('get_group_conversation', { group, thread_id: thread });
    },
    check: { says: /darker blue/ },
  },
];

export const directoryTasks: readonly Task[] = [
  {
    name: 'look for failed sign-ins and the policy',
    as: 'goran.petrov',
    steps: async (ask) => {
      const failed = await ask('list_sign_ins', { status: 'failure' });
      return failed + (await ask('list_conditional_access_policies'));
    },
    check: { says: /Block legacy authentication/ },
  },
  {
    name: 'find the app whose secret expires next',
    as: 'goran.petrov',
    steps: async (ask) => {
      await ask('list_service_principals');
      return ask('list_applications');
    },
    check: { says: /Contoso Portal[^\n]*2026-12-03/ },
  },
  {
    name: 'invite a guest and see the licences left',
    as: 'goran.petrov',
    steps: async (ask) => {
      const licences = await ask('list_licenses');
      await ask('invite_guest', { email: 'sam.lee@fabrikam.example' });
      return licences;
    },
    check: { path: '/users?$top=50', has: /sam\.lee/ },
  },
  {
    name: 'find devices that do not comply, and who uses them',
    as: 'goran.petrov',
    steps: async (ask) => {
      const devices = await ask('list_managed_devices', { compliance: 'noncompliant' });
      return ask('get_user', { user: found(devices, /[a-z.]+@contoso\.example/) });
    },
    check: { says: /ben\.okafor@contoso\.example/ },
  },
];

export const searchTasks: readonly Task[] = [
  {
    name: 'search everywhere and read the best email',
    as: 'ana.silva',
    steps: async (ask) => {
      const results = await ask('search_m365', { query: 'harbor', in: ['mail', 'files'], top: 10 });
      return ask('get_message', { message_id: idOf(results, 'Harbor: scope') });
    },
    check: { says: /scope of the first release/ },
  },
  {
    name: 'read the goals that Hana shared',
    as: 'ana.silva',
    steps: async (ask) => {
      const item = idOf(await ask('list_shared_with_me'), 'Goals.md');
      return ask('read_file_content', { item });
    },
    check: { says: /File: Goals\.md/ },
  },
];
