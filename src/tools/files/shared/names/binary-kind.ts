/** A binary format: its signatures and its display name. `at` is the offset of the signature in bytes. */
type Format = {
  readonly name: string;
  readonly endings: string;
  readonly signatures: readonly string[];
  readonly at?: number;
};

/** Signatures are in hexadecimal. For a format without signatures, any base64 content is accepted. */
const formats: readonly Format[] = [
  {
    name: 'Office',
    endings: 'docx docm dotx dotm xlsx xlsm xlsb xltx xltm pptx pptm potx potm ppsx ppsm vsdx vsdm',
    // An encrypted Office document is an OLE file, which begins with `d0cf11e0`.
    signatures: ['504b0304', 'd0cf11e0'],
  },
  { name: 'Office 97', endings: 'doc xls xlt ppt pps vsd msg mpp', signatures: ['d0cf11e0'] },
  { name: 'OpenDocument', endings: 'odt ods odp odg ott ots otp', signatures: ['504b0304'] },
  { name: 'OneNote', endings: 'one onetoc2 onepkg loop fluid whiteboard', signatures: [] },
  { name: 'database', endings: 'mdb accdb sqlite', signatures: [] },
  { name: 'PDF', endings: 'pdf', signatures: ['25504446'] },
  { name: 'ZIP', endings: 'zip jar epub kmz apk vsix nupkg', signatures: ['504b0304', '504b0506'] },
  { name: 'archive', endings: '7z', signatures: ['377abcaf'] },
  { name: 'archive', endings: 'rar', signatures: ['52617221'] },
  { name: 'archive', endings: 'gz tgz', signatures: ['1f8b'] },
  { name: 'archive', endings: 'bz2 xz zst tar cab iso dmg', signatures: [] },
  { name: 'PNG', endings: 'png', signatures: ['89504e47'] },
  { name: 'JPEG', endings: 'jpg jpeg jpe jfif', signatures: ['ffd8ff'] },
  { name: 'GIF', endings: 'gif', signatures: ['47494638'] },
  { name: 'TIFF', endings: 'tif tiff', signatures: ['49492a00', '4d4d002a'] },
  { name: 'picture', endings: 'bmp', signatures: ['424d'] },
  { name: 'picture', endings: 'webp', signatures: ['52494646'] },
  { name: 'picture', endings: 'ico heic heif avif psd emf wmf', signatures: [] },
  { name: 'recording', endings: 'wav avi', signatures: ['52494646'] },
  { name: 'recording', endings: 'mp4 m4a m4v mov', signatures: ['66747970'], at: 4 },
  { name: 'recording', endings: 'mp3 mkv webm wmv wma ogg flac aac mpg mpeg', signatures: [] },
  { name: 'program', endings: 'exe dll msi dylib wasm pyc', signatures: [] },
  { name: 'font', endings: 'ttf otf woff woff2', signatures: [] },
  { name: 'Power BI', endings: 'pbix pbit', signatures: ['504b0304'] },
];

const byEnding = new Map(
  formats.flatMap((format) => format.endings.split(' ').map((ending) => [ending, format] as const)),
);

/** Returns the name of the binary format of files with this extension; undefined for other extensions. */
export function binaryFormat(extension: string): string | undefined {
  return byEnding.get(extension)?.name;
}

/** Returns a name's extension in lower case if it belongs to a binary format. */
export function binaryEnding(name: string): string | undefined {
  const ending = endingOf(name);
  return byEnding.has(ending) ? ending : undefined;
}

function endingOf(name: string): string {
  // Windows and SharePoint ignore dots and spaces at the end of a name.
  return /\.([a-z0-9]{1,10})[.\s]{0,10}$/i.exec(name)?.[1]?.toLowerCase() ?? '';
}

/** Content that can be stored under a name: text, or a binary file given as base64. */
export type GivenContent = { readonly content: string; readonly encoding: 'text' | 'base64' };

/**
 * Returns why no program could open the content as a file with this name, and what to do; undefined if the content
 * matches the name. An empty file matches every name, because Office programs fill an empty file when they open it.
 */
export function contentProblem(path: string, { content, encoding }: GivenContent): string | undefined {
  const ending = endingOf(path);
  const format = byEnding.get(ending);
  if (format === undefined || content === '') return undefined;
  const instead =
    'Store text in a file with an extension such as .md, .txt, .html or .csv instead; to copy an existing file, give source';
  if (encoding === 'text') {
    return `text cannot be stored as .${ending}, because no program could open it: for ${article(format.name)} file, give its bytes with encoding=base64. ${instead}`;
  }
  if (format.signatures.length === 0 || hasSignature(format, content)) return undefined;
  return `the base64 content is not ${article(format.name)} file, so no program could open it as .${ending}. ${instead}`;
}

function hasSignature({ signatures, at = 0 }: Format, content: string): boolean {
  const beginning = content.slice(0, 200).replaceAll(/\s+/g, '').slice(0, 64);
  const hex = Buffer.from(beginning, 'base64').subarray(at).toString('hex');
  return signatures.some((signature) => hex.startsWith(signature));
}

function article(name: string): string {
  return `${/^[AEIOU]/i.test(name) ? 'an' : 'a'} ${name}`;
}
