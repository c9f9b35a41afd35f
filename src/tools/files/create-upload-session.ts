import { ToolError } from '../../errors.ts';
import { defineTool } from '../define.ts';
import { entityOf } from '../output/graph-data.ts';
import { minute } from '../output/words.ts';
import { locateTarget, openSessionRequest, targetShape, uploadSession } from './shared/target.ts';

export const createUploadSession = defineTool({
  name: 'create_upload_session',
  title: 'Upload session',
  area: 'files',
  order: 60,
  presets: [],
  about: 'Create a URL to which another program can upload a large file without signing in.',
  intents: [
    'upload a big file from my computer',
    'URL to upload a video to',
    'send a large file in chunks',
    'upload with curl',
    'resumable upload of a local file',
  ],
  kind: 'write',
  openWorld: false,
  overwrites: true,
  repeat: 'safe',
  scopes: ['Files.ReadWrite'],
  operation: 'POST /drives/{id}/items/{id}/createUploadSession',
  example: { as: 'ana.silva', args: { path: '/Recording.mp4' } },
  input: targetShape,
  async run(args, call) {
    const session = entityOf(
      await call.graph(openSessionRequest(await locateTarget(args, call))),
      uploadSession,
    );
    const address = session.uploadUrl ?? '';
    if (!/^https?:\/\/[\x21-\x7e]{1,4000}$/.test(address)) {
      throw new ToolError('bad_answer', 'Microsoft Graph returned an upload session without a valid URL.');
    }
    const ends = minute(session.expirationDateTime);
    return {
      text: [
        'PUT the file to this URL in parts, without a token. Each part except the last must be a multiple of 327,680 bytes, and no part can be larger than 60 MiB.',
        `Send each part with the header "Content-Range: bytes FIRST-LAST/TOTAL". Status 202 returns the next range to send; 200 or 201 returns the finished file. GET shows the progress of an interrupted upload.${ends === '' ? '' : ` Valid until ${ends} UTC.`}`,
        'Anyone with this URL can write the file: give it only to the user or their own program.',
        address,
      ].join('\n'),
    };
  },
});
