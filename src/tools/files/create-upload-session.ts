import { ToolError } from '../../errors.ts';
import { defineTool } from '../define.ts';
import { entityOf } from '../output/graph-data.ts';
import { minute } from '../output/words.ts';
import { openingSession, targetShape, uploadSession } from './shared/target.ts';

/** Opens a session by which a program uploads a large file itself. */
export const createUploadSession = defineTool({
  name: 'create_upload_session',
  title: 'Upload session',
  area: 'files',
  order: 60,
  presets: [],
  about: 'Create a URL to which a program outside can upload a large file in parts, without a token.',
  intents: [
    'upload a big file from my computer',
    'URL to upload a video to',
    'send a large file in chunks',
    'upload by curl',
    'resumable upload of a local file',
  ],
  kind: 'write',
  openWorld: false,
  overwrites: true,
  repeat: 'safe',
  scopes: ['Files.ReadWrite'],
  operation: 'POST /drives/{id}/items/{id}/createUploadSession',
  example: { as: 'ana.silva', args: { path: '/Notes/Recording.mp4' } },
  input: targetShape,
  async run(args, call) {
    const session = entityOf(await call.graph(openingSession(args)), uploadSession);
    const address = session.uploadUrl ?? '';
    if (!/^https?:\/\/[\x21-\x7e]{1,4000}$/.test(address)) {
      throw new ToolError('bad_answer', 'Microsoft Graph answered without an address to upload to.');
    }
    const ends = minute(session.expirationDateTime);
    return {
      text: [
        'PUT the file to this URL in parts, without a token: each but the last a multiple of 327,680 bytes and at most 60 MiB,',
        `with the header "Content-Range: bytes FIRST-LAST/TOTAL". Answer 202 names what is expected next; 200 or 201 is the finished file. GET tells where an interrupted upload stands.${ends === '' ? '' : ` Good until ${ends} UTC.`}`,
        'Whoever has this URL can write the file: hand it to the person or their own program only.',
        address,
      ].join('\n'),
    };
  },
});
