import { describe, expect, it } from 'vitest';

import { indexOperations } from '../../../src/policy/resource/path-resource.ts';
import { catalogue } from '../../../src/tools/catalogue.gen.ts';

const toolsOf = indexOperations(catalogue);
const namesFor = (request: string, query: Readonly<Record<string, string>> = {}) => {
  const [method = '', path = ''] = request.split(' ');
  return toolsOf({ method, path, query }).map(({ name }) => name);
};

describe('the tools for a request', () => {
  it.each([
    ['reply_to_message', 'POST /me/messages/x/reply'],
    ['reply_to_message', 'POST /users/x/mailFolders/y/messages/z/microsoft.graph.replyAll'],
    ['reply_to_message', 'POST /me/messages/x/createReplyAll'],
    ['forward_message', 'POST /me/messages/x/forward'],
    ['create_mail_rule', 'POST /me/mailFolders/x/childFolders/y/messageRules'],
    ['create_mail_rule', 'PATCH /me/mailFolders/inbox/messageRules/x'],
    ['create_mail_rule', "PATCH /users/x/mailFolders('inbox')/messageRules('y')"],
    ['respond_to_event', 'POST /me/calendars/x/events/y/decline'],
    ['respond_to_event', 'POST /me/events/x/tentativelyAccept'],
    ['respond_to_event', 'POST /me/messages/x/microsoft.graph.eventMessage/event/accept'],
    ['update_event', 'PATCH /me/messages/x/microsoft.graph.eventMessage/event'],
    ['delete_event', 'POST /me/mailFolders/x/messages/y/event/permanentDelete'],
    ['get_event', 'GET /me/messages/x/microsoft.graph.eventMessage/event'],
    ['get_schedule', 'POST /me/calendars/x/getSchedule'],
    ['list_calendars', 'GET /me/calendarGroups/x/calendars'],
    ['list_meeting_transcripts', 'GET /communications/onlineMeetings/x/transcripts'],
    ['list_contacts', 'GET /me/contactFolders/x/contacts'],
    ['update_contact', 'PATCH /users/x/contactFolders/y/childFolders/z/contacts/w'],
    ['send_channel_message', 'POST /teams/x/primaryChannel/messages'],
    ['send_channel_message', 'POST /groups/x/team/channels/y/messages'],
    ['send_channel_message', 'POST /me/joinedTeams/x/primaryChannel/messages/y/replies'],
    ['list_channel_messages', 'GET /teams/x/allChannels/y/messages'],
    ['list_team_members', 'GET /groups/x/team/members'],
    ['send_chat_message', 'POST /users/x/chats/y/messages'],
    ['list_chat_messages', 'GET /me/chats/x/messages'],
    ['get_presence', 'GET /communications/presences/x'],
    ['list_planner_tasks', 'GET /planner/plans/x/tasks'],
    ['list_planner_tasks', 'GET /groups/x/planner/plans/y/buckets/z/tasks/w'],
    ['create_planner_task', 'POST /planner/buckets/x/tasks'],
    ['list_planner_plans', 'GET /groups/x/planner/plans'],
    ['list_note_pages', 'GET /me/onenote/pages'],
    ['read_note_page', 'GET /sites/x/onenote/pages/y/content'],
    ['create_note_page', 'POST /groups/x/onenote/notebooks/y/sections/z/pages'],
    ['list_list_items', 'GET /groups/x/sites/y/lists/z/items'],
    ['list_list_items', 'GET /sites/x/sites/y/lists/z/items/w/versions'],
    ['list_list_items', 'GET /me/drive/list/items'],
    ['update_list_item', 'PATCH /drives/x/items/y/listItem/fields'],
    ['list_lists', 'GET /groups/x/sites/y/lists'],
    ['get_site', 'GET /groups/x/sites/y'],
    ['list_site_pages', 'GET /groups/x/sites/y/pages'],
    ['write_range', 'PATCH /me/drive/items/x/workbook/worksheets/y/cell(row=0,column=0)'],
    ['write_range', 'PATCH /me/drive/root:/Costs.xlsx:/workbook/names/total/range'],
    ['write_range', 'PATCH /drives/x/items/y/workbook/tables/z/rows/0'],
    ['read_range', 'GET /me/drive/items/x/workbook/worksheets/y/usedRange(valuesOnly=true)'],
    ['read_range', 'GET /me/drive/items/x/workbook/tables/y/range'],
    ['list_table_rows', 'GET /me/drive/items/x/workbook/worksheets/y/tables/z/dataBodyRange'],
    ['add_table_rows', 'POST /me/drive/items/x/workbook/worksheets/y/tables/z/rows'],
    ['create_worksheet', 'POST /me/drive/items/x/workbook/worksheets'],
    ['create_table', 'POST /me/drive/items/x/workbook/worksheets/y/tables/add'],
    ['delete_message', 'POST /me/mailFolders/x/messages/y/permanentDelete'],
    ['delete_event', "POST /me/events('x')/microsoft.graph.permanentDelete"],
    ['delete_file', 'POST /me/drive/root:/Plans/Q3.docx:/permanentDelete'],
    ['upload_file', 'PUT /me/drive/items/x/contentStream'],
    ['upload_file', 'PUT /drives/x/root:/Q3.md:/contentStream'],
    ['read_file_content', 'GET /drives/x/items/y/contentStream'],
    ['invite_to_file', 'POST /shares/u!x/permission/grant'],
    ['invite_to_file', 'POST /drives/x/items/y/permissions/z/grant'],
    ['invite_to_file', 'POST /me/drive/root:/Plans/Q3.docx:/permissions'],
    ['share_file', 'POST /sites/x/lists/y/items/z/createLink'],
    ['share_file', 'POST /me/drive/items/x/listItem/createLink'],
    ['add_group_member', 'POST /teams/x/members'],
    ['add_group_member', "POST /groups('x')/team/members/add"],
    ['remove_group_member', "DELETE /teams('x')/members('y')"],
    ['remove_group_member', 'POST /teams/x/members/remove'],
    ['list_users', 'GET /users/delta'],
    ['get_user_photo', 'GET /users/x/photos/48x48/$value'],
    ['list_my_groups', 'GET /me/transitiveMemberOf'],
    ['list_group_members', 'GET /groups/x/transitiveMembers'],
    ['list_direct_reports', 'GET /me/transitiveReports'],
    ['list_calendars', 'GET /me/calendar'],
    ['get_presence', 'POST /communications/getPresencesByUserId'],
    ['list_table_rows', 'GET /me/drive/items/x/workbook/tables/y/rows'],
    ['list_table_rows', 'GET /me/drive/items/x/workbook/tables/y/columns/z'],
    ['add_table_rows', 'POST /me/drive/items/x/workbook/tables/Items/rows/add'],
    ['write_range', 'PATCH /me/drive/items/x/workbook/tables/y/headerRowRange'],
    ['write_range', 'PATCH /me/drive/items/x/workbook/tables/y/columns/z'],
    ['write_range', 'PATCH /me/drive/items/x/workbook/names/total/range/row(row=0)'],
  ])('include %s if the request uses another path to the same data: %s', (tool, request) => {
    expect(namesFor(request)).toContain(tool);
  });

  it.each([
    ['list_planner_tasks', 'GET /planner/plans/x', 'tasks'],
    ['list_channel_messages', 'GET /groups/x/team/primaryChannel', 'messages'],
    ['list_list_items', 'GET /drives/x/list', 'items'],
    ['list_contacts', 'GET /me/contactFolders', 'contacts($top=5)'],
    ['list_table_rows', 'GET /drives/x/items/y/workbook/worksheets/z/tables', 'rows'],
  ])("include %s if the request expands the tool's data: %s", (tool, request, $expand) => {
    expect(namesFor(request, { $expand })).toContain(tool);
  });

  it('include set_automatic_reply if the request changes settings as a property of the user', () => {
    const change = (body: object) => toolsOf({ method: 'PATCH', path: '/me', body }).map(({ name }) => name);
    expect(change({ mailboxSettings: { automaticRepliesSetting: {} } })).toContain('set_automatic_reply');
    expect(change({ mobilePhone: '+351 210 000 000' })).not.toContain('set_automatic_reply');
  });

  it('include add_group_member if members are added as a property of the group', () => {
    const change = (body: object) =>
      toolsOf({ method: 'PATCH', path: '/groups/x', body }).map(({ name }) => name);
    const user = 'https://graph.microsoft.com/v1.0/users/y';
    expect(change({ 'members@odata.bind': [user] })).toContain('add_group_member');
    expect(change({ description: 'Sales' })).not.toContain('add_group_member');
  });

  it.each([
    ['GET /teams/x/channels/y/filesFolder', 'list_channel_messages'],
    ['GET /me/joinedTeams/x', 'list_channels'],
    ['GET /me/todo/lists/x/tasks', 'list_planner_tasks'],
    ['POST /me/messages/x/copy', 'reply_to_message'],
    ['POST /me/events/x/cancel', 'respond_to_event'],
    ['GET /sites/x/onenote/pages', 'list_site_pages'],
    ['GET /drives/x/items/y', 'list_list_items'],
    ['GET /sites/x/columns', 'list_lists'],
    ['GET /contacts', 'list_contacts'],
    ['POST /me/onenote/pages', 'append_note_page'],
    ['GET /teams/x/members', 'list_group_members'],
    ['GET /me/drive/items/x/workbook/tables/y/dataBodyRange', 'read_range'],
    ['PATCH /me/drive/items/x/workbook/worksheets/y/charts/z', 'write_range'],
    ['POST /me/drive/items/x/workbook/worksheets/y/charts/add', 'create_table'],
    ['GET /drives/x/items/100%25', 'list_list_items'],
    ['GET /drives/x/items/y/children', 'list_drives'],
    ['GET /drives/x/createdByUser', 'list_drives'],
    ['POST /me/presence/setPresence', 'set_status_message'],
    ['POST /sites/x/permissions', 'invite_to_file'],
    ['PATCH /me/mailFolders/inbox', 'create_mail_rule'],
    ['GET /me/drive/items/x/workbook/worksheets/y/charts', 'list_table_rows'],
  ])('do not include a tool for other data: %s, %s', (request, tool) => {
    expect(namesFor(request)).not.toContain(tool);
  });
});
