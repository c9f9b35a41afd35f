import { digest } from '../../base/sha256.ts';

export type Artist = { readonly id: string; readonly name: string; readonly genres: readonly string[] };

export type Album = {
  readonly id: string;
  readonly name: string;
  readonly artist: Artist;
  readonly released: string;
};

export type Track = {
  readonly id: string;
  readonly name: string;
  readonly album: Album;
  readonly seconds: number;
  /** The countries in which the track can be played; undefined if the track can be played everywhere. */
  readonly markets?: readonly string[];
};

/** Returns an id in Spotify's format: 22 letters and digits. */
export function spotifyId(kind: string, name: string): string {
  return digest(`${kind} ${name}`).replaceAll(/[-_]/g, 'x').slice(0, 22);
}

type Songs = Readonly<Record<string, number | readonly [seconds: number, ...markets: string[]]>>;

/** Fictional bands, with their genres and with the year and the songs of each album. */
const discography: readonly (readonly [
  band: string,
  genres: readonly string[],
  albums: readonly (readonly [name: string, released: string, songs: Songs])[],
])[] = [
  [
    'The Harbour Lights',
    ['indie pop'],
    [
      ['Low Tide', '2019-04-12', { 'First Ferry': 214, 'Low Tide': 251, 'Salt on the Window': 187 }],
      ['Signal Fires', '2023-09-01', { 'Signal Fires': 232, 'Northern Pier': 205, 'Home by Eight': 176 }],
    ],
  ],
  [
    'Paper Elephants',
    ['indie rock'],
    [
      ['Origami', '2021-02-26', { Origami: 199, 'Folded Twice': 221, 'Paper Moon Parade': 263 }],
      ['Heavy Weather', '2024-05-10', { 'Heavy Weather': 240, Umbrella: [198, 'DE', 'AT', 'CH'] }],
    ],
  ],
  [
    'Quiet Machine',
    ['ambient', 'electronic'],
    [['Idle Hours', '2020-11-06', { 'Idle Hours': 412, 'Soft Reset': 388, 'Night Shift': 455 }]],
  ],
  [
    'Rooftop Quartet',
    ['jazz'],
    [['Fourth Floor', '2018-06-15', { 'Fourth Floor': 301, 'Blue Elevator': 276, 'Last Train Waltz': 334 }]],
  ],
];

type Music = {
  readonly artists: readonly Artist[];
  readonly albums: readonly Album[];
  readonly tracks: readonly Track[];
};

function build(): Music {
  const artists: Artist[] = [];
  const albums: Album[] = [];
  const tracks: Track[] = [];
  for (const [band, genres, records] of discography) {
    const artist = { id: spotifyId('artist', band), name: band, genres };
    artists.push(artist);
    for (const [name, released, songs] of records) {
      const album = { id: spotifyId('album', `${band} ${name}`), name, artist, released };
      albums.push(album);
      for (const [title, facts] of Object.entries(songs)) {
        const [seconds, ...markets] = typeof facts === 'number' ? [facts] : facts;
        const id = spotifyId('track', `${band} ${title}`);
        tracks.push({ id, name: title, album, seconds, ...(markets.length > 0 && { markets }) });
      }
    }
  }
  return { artists, albums, tracks };
}

export const music: Music = build();
