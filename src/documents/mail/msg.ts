import type { FieldsData, ParserConfig } from '@kenjiuno/msgreader';

import { decodeDeclared, type DeclaredText } from '../encoding/declared-encoding.ts';
import { declaredEncoding } from '../encoding/decode-text.ts';
import type { Mail, MailAttachment } from './mail-text.ts';

/** Encoding labels for code pages (MS-UCODEREF) whose label is not simply `windows-` followed by the number. */
const encodings: ReadonlyMap<number, string> = new Map([
  [874, 'windows-874'],
  [932, 'shift_jis'],
  [936, 'gbk'],
  [949, 'euc-kr'],
  [950, 'big5'],
  [20_866, 'koi8-r'],
  [50_220, 'iso-2022-jp'],
  [51_932, 'euc-jp'],
  [54_936, 'gb18030'],
  [65_001, 'utf-8'],
]);

const RTF_ONLY = '[The text of this email is stored only as RTF, which Portico cannot read.]';

/** Reads an email that Outlook saved (MS-OXMSG). */
export async function readMsg(bytes: Uint8Array): Promise<Mail> {
  const { default: library } = await import('@kenjiuno/msgreader');
  const OutlookReader = classIn(library);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let reader = new OutlookReader(view);
  let fields = reader.getFileData();
  if (fields.dataType !== 'msg' || fields.error !== undefined) throw new RangeError(fields.error ?? '');
  const codePage = fields.messageCodepage ?? fields.internetCodepage;
  if (codePage !== undefined && encodingOf(codePage) !== 'utf-8') {
    reader = new OutlookReader(view);
    reader.parserConfig = { ansiEncoding: encodingOf(codePage) };
    fields = reader.getFileData();
  }
  const { attachments = [] } = fields;
  const html = htmlOf(fields);
  return {
    headers: headersOf(fields),
    remarks: html === undefined || html.remark === '' ? [] : [html.remark],
    html: html?.text,
    text: textOf(fields),
    attachments: attachments.map((attachment) => readAttachment(reader, attachment)),
  };
}

type Reader = {
  parserConfig?: ParserConfig;
  getFileData(): FieldsData;
  getAttachment(attachment: FieldsData): { readonly fileName: string; readonly content: Uint8Array };
};

type ReaderClass = new (bytes: DataView) => Reader;

/**
 * Returns the reader class from the imported package. The package is CommonJS: depending on the loader, its default
 * export is a property of the module or the module itself.
 */
function classIn(library: unknown): ReaderClass {
  return (library as { readonly default?: ReaderClass }).default ?? (library as ReaderClass);
}

function encodingOf(codePage: number): string {
  const latin = codePage > 28_590 && codePage < 28_606 ? `iso-8859-${codePage - 28_590}` : undefined;
  return encodings.get(codePage) ?? latin ?? `windows-${codePage}`;
}

function htmlOf({ bodyHtml, html, internetCodepage }: FieldsData): DeclaredText | undefined {
  if (html === undefined) return bodyHtml === undefined ? undefined : { text: bodyHtml, remark: '' };
  const label = internetCodepage === undefined ? undefined : encodingOf(internetCodepage);
  return decodeDeclared(html, declaredEncoding(html) ?? label);
}

function textOf({ body = '', bodyHtml, html, compressedRtf }: FieldsData): string {
  const isMissing = body.trim() === '' && bodyHtml === undefined && html === undefined;
  return isMissing && compressedRtf !== undefined ? RTF_ONLY : body;
}

function headersOf(fields: FieldsData): Mail['headers'] {
  const { recipients = [] } = fields;
  const everyone = (type: FieldsData['recipType']) =>
    recipients
      .filter((one) => (one.recipType ?? 'to') === type)
      .map((one) => formatPerson(one.name, one.smtpAddress ?? one.email))
      .join(', ');
  return [
    ['Subject', fields.subject ?? ''],
    ['From', formatPerson(fields.senderName, fields.senderSmtpAddress ?? fields.senderEmail)],
    ['To', everyone('to')],
    ['Cc', everyone('cc')],
    ['Bcc', everyone('bcc')],
    ['Date', fields.messageDeliveryTime ?? fields.clientSubmitTime ?? ''],
    ['Begins', fields.apptStartWhole ?? fields.clipStart ?? ''],
    ['Ends', fields.apptEndWhole ?? fields.clipEnd ?? ''],
    ['Where', fields.apptLocation ?? ''],
    ['Company', fields.companyName ?? ''],
    ['Title', fields.title ?? ''],
    ['Phone', [fields.businessTelephoneNumber, fields.mobileTelephoneNumber].filter(Boolean).join(', ')],
  ];
}

/** Omits Exchange addresses that are not email addresses, because they mean nothing to a reader. */
function formatPerson(name = '', address = ''): string {
  if (!address.includes('@')) return name;
  return name === '' || name === address ? address : `${name} <${address}>`;
}

function readAttachment(reader: Reader, attachment: FieldsData): MailAttachment {
  const isMail = attachment.innerMsgContent === true;
  const { fileName, content } = contentOf(reader, attachment);
  const name = attachment.fileName ?? fileName ?? attachment.name ?? '';
  return {
    name: isMail && !/\.msg$/i.test(name) ? `${name}.msg` : name,
    type: isMail ? 'application/vnd.ms-outlook' : (attachment.attachMimeTag ?? ''),
    content,
  };
}

/**
 * Returns the name and the content of an attachment. If the attachment is damaged or only a link, there is no content.
 */
function contentOf(
  reader: Reader,
  attachment: FieldsData,
): { readonly fileName?: string; readonly content?: Uint8Array } {
  try {
    return reader.getAttachment(attachment);
  } catch {
    return {};
  }
}
