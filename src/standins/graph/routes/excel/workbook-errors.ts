import type { Sheet } from '../../../workbook/workbook.ts';
import { GraphError } from '../../graph-errors.ts';

export function itemMissing(): GraphError {
  return new GraphError(404, 'ItemNotFound', "The requested resource doesn't exist.");
}

export function invalidArgument(
  message = 'The argument is invalid or missing or has an incorrect format.',
): GraphError {
  return new GraphError(400, 'InvalidArgument', message);
}

/** Throws 403 if a sheet is protected. Excel refuses every write to a locked cell of a protected sheet, even a null. */
export function requireUnprotected({ isProtected }: Sheet): void {
  if (isProtected === true)
    throw new GraphError(403, 'AccessDenied', 'You cannot perform the requested operation.');
}

export function wrongShape(): GraphError {
  return invalidArgument(
    "The number of rows or columns in the input array doesn't match the size or dimensions of the range.",
  );
}

export function alreadyExists(): GraphError {
  return new GraphError(
    409,
    'ItemAlreadyExists',
    'A resource with the same name or identifier already exists.',
  );
}
