import { ToolError } from '../../../../errors.ts';
import { extensionOf, type FileKind } from '../../../../documents/document-kind.ts';
import type { GraphRequest } from '../../../../graph/request/graph-request.ts';
import type { Source } from '../source.ts';

/** The format that Graph converts a file to, and the kind of file that Portico then reads. */
type Conversion = { readonly format: 'pdf' | 'html'; readonly kind: FileKind };

/**
 * Formats that Graph converts because Portico cannot read them (Graph documentation, "Download a file in another
 * format").
 */
export const conversions: ReadonlyMap<string, Conversion> = new Map([
  ...endings('doc xls ppt pps pot rtf odt ods odp', { format: 'pdf', kind: 'pdf' }),
  ...endings('loop fluid wbtx', { format: 'html', kind: 'html' }),
]);

function endings(list: string, conversion: Conversion): [string, Conversion][] {
  return list.split(' ').map((ending) => [ending, conversion]);
}

/** Whether Graph could convert a file with this name to a readable format if the file were in a drive. */
export function isConvertible(name: string): boolean {
  return conversions.has(extensionOf(name));
}

/** Returns the request for the converted content of a file in a drive; undefined if Graph cannot convert it. */
export function convertedContent(
  source: Source,
): { readonly kind: FileKind; readonly content: GraphRequest } | undefined {
  const conversion = source.resource.kind === 'file' ? conversions.get(extensionOf(source.name)) : undefined;
  if (conversion === undefined) return undefined;
  const { content } = source;
  return {
    kind: conversion.kind,
    content: { ...content, query: { ...content.query, format: conversion.format } },
  };
}

/** Explains what the user can do if Graph does not convert a file. Returns any other error unchanged. */
export function conversionError(error: unknown, name: string): unknown {
  if (!(error instanceof ToolError) || error.code !== 'no_conversion') return error;
  return new ToolError(
    'no_text',
    `Portico cannot read .${extensionOf(name)} files itself, and Microsoft Graph could not convert this one: it may be protected, damaged or larger than 2 MB. To make it readable, save it as docx, xlsx, pptx or pdf.`,
    { cause: error },
  );
}
