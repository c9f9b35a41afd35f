import { mediaType } from '../base/headers.ts';

/** Formats that text can be extracted from. */
export type FileKind = 'plain' | 'html' | 'eml' | 'msg' | 'ics' | 'vcf' | 'pdf' | 'docx' | 'xlsx' | 'pptx';

/** The file kind for each known extension. */
export const byExtension: ReadonlyMap<string, FileKind> = new Map([
  ...extensions('html', 'html htm xhtml'),
  ...extensions('eml', 'eml mht mhtml'),
  ...extensions('msg', 'msg'),
  ...extensions('ics', 'ics ical ifb'),
  ...extensions('vcf', 'vcf vcard'),
  ...extensions('pdf', 'pdf'),
  ...extensions('docx', 'docx docm dotx dotm'),
  ...extensions('xlsx', 'xlsx xlsm xltx xltm'),
  ...extensions('pptx', 'pptx pptm ppsx ppsm potx potm'),
  ...extensions('plain', 'txt text md markdown csv tsv log json jsonl ndjson xml yaml yml ini toml conf'),
  ...extensions('plain', 'vtt srt tex rst sql sh ps1 py js ts jsx tsx css java kt go rs rb php c h cpp cs'),
]);

const office = 'application/vnd.openxmlformats-officedocument.';

const byType: ReadonlyMap<string, FileKind> = new Map([
  ['text/html', 'html'],
  ['application/xhtml+xml', 'html'],
  ['message/rfc822', 'eml'],
  ['multipart/related', 'eml'],
  ['application/vnd.ms-outlook', 'msg'],
  ['text/calendar', 'ics'],
  ['text/vcard', 'vcf'],
  ['text/x-vcard', 'vcf'],
  ['application/pdf', 'pdf'],
  [`${office}wordprocessingml.document`, 'docx'],
  [`${office}spreadsheetml.sheet`, 'xlsx'],
  [`${office}presentationml.presentation`, 'pptx'],
  ['application/json', 'plain'],
  ['application/xml', 'plain'],
]);

/**
 * Whether a file in an unknown format might be plain text and its bytes must therefore be checked. RTF is excluded,
 * because it consists largely of control words.
 */
export function canBeText(name: string, type = ''): boolean {
  return extensionOf(name) !== 'rtf' && !['text/rtf', 'application/rtf'].includes(mediaType(type));
}

/**
 * Determines a file's format from its extension or, failing that, from its media type. Returns undefined if neither
 * belongs to a supported format.
 */
export function kindOf(name: string, type = ''): FileKind | undefined {
  const media = mediaType(type);
  const known = byExtension.get(extensionOf(name)) ?? byType.get(media);
  return known ?? (media.startsWith('text/') && canBeText(name, type) ? 'plain' : undefined);
}

/** Like `kindOf`, but checks the bytes of a file in an unknown format to determine whether the file is plain text. */
export function fileKindOf(name: string, type: string, isText: () => boolean): FileKind | undefined {
  return kindOf(name, type) ?? (canBeText(name, type) && isText() ? 'plain' : undefined);
}

/**
 * Returns an error message, without the final full stop, for a format that only email programs can read. The message
 * says what the user can do. Returns undefined for all other formats.
 */
export function mailFormatError(name: string, type: string): string | undefined {
  const media = mediaType(type).replace('application/', '');
  if (name.toLowerCase() === 'winmail.dat' || ['ms-tnef', 'vnd.ms-tnef'].includes(media))
    return 'It is in the TNEF format, which Outlook uses to pack the formatting and attachments of a message. Portico cannot read it. The sender can send the message again as HTML or plain text';
  if (extensionOf(name) === 'p7m' || ['pkcs7-mime', 'x-pkcs7-mime'].includes(media))
    return 'It is a message that is encrypted or signed with S/MIME, which Portico cannot read. The user can open it in Outlook, or ask the sender for a copy without S/MIME';
  return undefined;
}

/** Whether files of this kind are stored as text, so that they can be shown and edited as text. */
export function isStoredAsText(kind: FileKind | undefined): boolean {
  return kind === 'plain' || kind === 'ics' || kind === 'vcf';
}

/** Returns the extension of a file name in lower case, without the dot; empty if there is none. */
export function extensionOf(name: string): string {
  return /\.([a-z0-9]{1,10})$/i.exec(name)?.[1]?.toLowerCase() ?? '';
}

function extensions(kind: FileKind, list: string): [string, FileKind][] {
  return list.split(' ').map((extension) => [extension, kind]);
}
