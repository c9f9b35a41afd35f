import { readLimited } from '../../base/read-limited.ts';
import { ToolError } from '../../errors.ts';
import { covers } from '../../graph/permissions.ts';
import type { GraphRequest } from '../../graph/request/graph-request.ts';
import { read } from '../../graph/request/read.ts';
import { defineTool, type Picture, type ToolCall } from '../define.ts';
import { person } from '../input/common-input.ts';
import { userPath } from '../input/people/find-user.ts';
import { unlessMissing } from '../unless-missing.ts';

/** Maximum size of a picture, in bytes. A picture of the requested dimensions is less than a tenth of this size. */
const MAX_BYTES = 512 * 1024;

/** The image formats that models can read, by file signature in hexadecimal. */
const formats = { ffd8ff: 'image/jpeg', '89504e47': 'image/png', '47494638': 'image/gif' };

export const getUserPhoto = defineTool({
  name: 'get_user_photo',
  title: 'Profile photo',
  area: 'users',
  order: 70,
  presets: [],
  about: 'Get the profile photo of a person, as an image.',
  intents: [
    'what does Ben look like',
    'show me her profile picture',
    'photo of a colleague',
    'my own profile photo',
    'portrait for the team page',
  ],
  kind: 'read',
  openWorld: true,
  repeat: 'safe',
  scopes: ['User.Read'],
  optionalScopes: ['User.ReadBasic.All'],
  operation: 'GET /users/{id}/photo/$value',
  example: { as: 'ana.silva', args: {} },
  input: { user: person().optional().describe('Default: me.') },
  async run(args, call) {
    const who = await userPath(args.user, call);
    if (who !== '/me') await requirePermission(call);
    const details = await call.graph(read(`${who}/photo`)).catch(unlessMissing);
    const picture =
      details &&
      ((await pictureAt(read(`${who}/photos/240x240/$value`), call)) ??
        (await pictureAt(read(`${who}/photo/$value`), call)));
    if (picture !== undefined) return { text: 'The profile photo:', pictures: [picture] };
    throw new ToolError(
      'not_found',
      'This person has no profile photo, or the directory has no such person.',
    );
  },
});

async function requirePermission(call: ToolCall): Promise<void> {
  if (covers(await call.grantedScopes(), 'User.ReadBasic.All')) return;
  throw new ToolError(
    'missing_permission',
    'Photos of other people require the Graph permission User.ReadBasic.All, which was not granted.',
  );
}

/** Returns the picture; undefined if there is no picture of this size. */
function pictureAt(request: GraphRequest, call: ToolCall): Promise<Picture | undefined> {
  const span = { from: 0, to: MAX_BYTES + 1 };
  return call.files
    .read(request, span, async ({ bytes }) => pictureIn(await readLimited(bytes, MAX_BYTES)))
    .catch(unlessMissing);
}

function pictureIn(content: Buffer | undefined): Picture {
  if (content === undefined) throw new ToolError('too_large', 'The profile photo is too large to show.');
  const beginning = content.subarray(0, 8).toString('hex');
  const [, mimeType] = Object.entries(formats).find(([start]) => beginning.startsWith(start)) ?? [];
  if (mimeType === undefined)
    throw new ToolError('bad_answer', 'The profile photo is not a JPEG, PNG or GIF.');
  return { data: content.toString('base64'), mimeType };
}
