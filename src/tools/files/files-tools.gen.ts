// Written by `npm run generate` from the files in the area folders. Do not edit.
import { copyFile } from './copy-file.ts';
import { createFolder } from './create-folder.ts';
import { createUploadSession } from './create-upload-session.ts';
import { deleteFile } from './delete-file.ts';
import { getDownloadLink } from './get-download-link.ts';
import { getFile } from './get-file.ts';
import { inviteToFile } from './invite-to-file.ts';
import { listDrives } from './list-drives.ts';
import { listFileVersions } from './list-file-versions.ts';
import { listFiles } from './list-files.ts';
import { moveFile } from './move-file.ts';
import { readFileContent } from './read-file-content.ts';
import { searchFiles } from './search-files.ts';
import { shareFile } from './share-file.ts';
import { uploadFile } from './upload-file.ts';
import type { Tool } from '../define.ts';

/** The tools of this area, in the order in which clients see them. */
export const filesTools: readonly Tool[] = [
  listFiles,
  searchFiles,
  getFile,
  readFileContent,
  getDownloadLink,
  uploadFile,
  createUploadSession,
  createFolder,
  moveFile,
  copyFile,
  deleteFile,
  shareFile,
  inviteToFile,
  listFileVersions,
  listDrives,
];
