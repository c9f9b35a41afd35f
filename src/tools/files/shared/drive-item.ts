import * as z from 'zod';

import { count, facet, identitySet, text } from '../../output/graph-schema.ts';

/** The properties of files and folders that tools use. */
export const driveItem = z.object({
  id: text,
  name: text,
  size: count,
  description: text,
  file: facet({ mimeType: text }),
  folder: facet({ childCount: count }),
  root: facet({}),
  createdDateTime: text,
  createdBy: identitySet,
  lastModifiedDateTime: text,
  lastModifiedBy: identitySet,
  parentReference: facet({ driveId: text, id: text, path: text }),
  /** The item in another drive that a shortcut points to. */
  remoteItem: facet({
    id: text,
    size: count,
    file: facet({ mimeType: text }),
    folder: facet({ childCount: count }),
    parentReference: facet({ driveId: text }),
  }),
  webUrl: text,
  eTag: text,
  cTag: text,
  '@microsoft.graph.downloadUrl': text,
});

export type DriveItem = z.output<typeof driveItem>;
