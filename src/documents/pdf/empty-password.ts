/** A value of pdf.js's `PasswordResponses`: the file needs a password, and only the empty password has been tried. */
const NEED_PASSWORD = 1;

/**
 * Passwords shorter than 32 bytes are padded with these bytes, so the padding alone is the empty password (ISO 32000-1,
 * section 7.6.3.3).
 */
const PADDING =
  '\x28\xbf\x4e\x5e\x4e\x75\x8a\x41\x64\x00\x4e\x56\xff\xfa\x01\x08\x2e\x2e\x00\xb6\xd0\x68\x3e\x80\x2f\x0c\xa9\xfe\x64\x53\x69\x7a';

/**
 * Answers pdf.js's `onPassword`, so that files with an empty owner password can be read. On its own, pdf.js tries an
 * empty password only as the user password. In files up to encryption revision 4, the padding must also be tried as the
 * owner password.
 */
export function answerWithEmptyPassword(answer: (given: string | Error) => void, reason: number): void {
  answer(reason === NEED_PASSWORD ? PADDING : passwordException());
}

function passwordException(): Error {
  const error = new Error('The file is protected by a password.');
  error.name = 'PasswordException';
  return error;
}
