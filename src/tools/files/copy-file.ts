import * as z from 'zod';

import { ToolError } from '../../errors.ts';
import { read } from '../../graph/request/read.ts';
import type { GraphRequest } from '../../graph/request/graph-request.ts';
import { defineTool, type ToolCall, type ToolResult } from '../define.ts';
import { entityOf } from '../output/graph-data.ts';
import { cell, fence } from '../output/untrusted.ts';
import { describedProperties, factsOf } from './shared/describe-item.ts';
import { driveItem } from './shared/drive-item.ts';
import { findFolder, findItem, type Found } from './shared/find-item.ts';
import { drive, item, MAX_ITEM, pathOfItem } from './shared/item.ts';
import { requireAllowedName } from './shared/names/allowed-name.ts';
import { newName } from './shared/names/new-name.ts';

export const copyFile = defineTool({
  name: 'copy_file',
  title: 'Copy file',
  area: 'files',
  order: 90,
  presets: [],
  about: 'Copy a file or folder to another folder, drive or site.',
  intents: [
    'duplicate this document',
    'copy the folder to the team site',
    'make a copy of the template',
    'copy the file into another library',
    'start from a copy of last year',
  ],
  kind: 'write',
  openWorld: false,
  repeat: 'never',
  scopes: ['Files.ReadWrite'],
  optionalScopes: ['Files.ReadWrite.All'],
  operation: 'POST /drives/{id}/items/{id}/copy',
  example: { as: 'ana.silva', args: { item: '/Harbor/Risks.csv', name: 'Risks copy.csv' } },
  input: {
    item: item(),
    to: z.string().min(1).max(MAX_ITEM).optional().describe('Folder: path, link or id.'),
    name: z.string().min(1).max(400).optional().describe('New name.'),
    drive: drive(),
  },
  check: ({ to, name }) => (to === undefined && name === undefined ? 'give `to` or `name`' : undefined),
  async run({ item: given, to, name: wanted, drive: holder }, call) {
    if (wanted !== undefined) requireAllowedName(wanted);
    const found = await findItem({ item: given, drive: holder }, call, describedProperties);
    const { file, name: old } = found.item;
    const name = wanted !== undefined && file ? newName(old ?? '', wanted) : wanted;
    const folder = to === undefined ? undefined : await findFolder({ item: to, drive: holder }, call);
    const request = copyRequest(found, folder, name);
    const { monitor } = await call.graph(request);
    if (monitor === undefined) return { text: startedText(found, name, undefined) };
    const state = await call.files.follow(request, monitor);
    if (state.kind === 'failed') {
      const partly = found.item.folder ? ' Part of the folder may have been copied.' : '';
      throw new ToolError(
        state.code === 'nameAlreadyExists' ? 'conflict' : 'copy_failed',
        `Microsoft Graph did not finish the copy: ${cell(state.message, 300)} (${cell(state.code, 80)}).${state.code === 'nameAlreadyExists' ? ' Give another name.' : ''}${partly}`,
        { sideEffect: found.item.folder ? 'unknown' : 'unchanged' },
      );
    }
    if (state.kind === 'running') return { text: startedText(found, name, state.percent) };
    return describeCopy(state.resourceId, folder ?? found, call);
  },
});

function copyRequest(
  { item, place }: Found,
  folder: Found | undefined,
  name: string | undefined,
): GraphRequest {
  const parent = folder && {
    driveId: folder.item.parentReference?.driveId ?? folder.place.drive,
    id: folder.item.id ?? folder.place.item,
  };
  const same = { driveId: item.parentReference?.driveId, id: item.parentReference?.id };
  return {
    method: 'POST',
    path: pathOfItem(place, 'copy'),
    body: { parentReference: parent ?? same, ...(name !== undefined && { name }) },
    repeat: 'never',
    verify: 'Use list_files to check whether the copy exists before you copy it again.',
  };
}

function startedText({ item }: Found, name: string | undefined, percent: number | undefined): string {
  const shown = cell(name ?? item.name ?? '', 200);
  const progress = percent === undefined ? '' : ` (${Math.round(percent)} % done)`;
  return `Started, but not finished${progress}: Microsoft Graph is still copying. Look for the copy with list_files; do not copy again.\n${fence(shown)}`;
}

async function describeCopy(id: string | undefined, holder: Found, call: ToolCall): Promise<ToolResult> {
  if (!id) return { text: 'Copied.' };
  const drive = holder.item.parentReference?.driveId ?? holder.place.drive;
  try {
    const copy = await call.graph(read(pathOfItem({ item: id, drive }), { select: describedProperties }));
    return { text: `Copied.\n${fence(factsOf(entityOf(copy, driveItem)))}` };
  } catch (error) {
    // The copy has been made, even if it cannot be read yet.
    if (!(error instanceof ToolError)) throw error;
    return { text: `Copied. id: ${cell(id, 512)}` };
  }
}
