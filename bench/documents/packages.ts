/** A package that contains documents, and the patterns that identify the documents among its files. */
export type DocumentPackage = {
  /** `source` means a Debian source package. Source packages often contain test documents that binary packages lack. */
  readonly registry: 'npm' | 'debian' | 'source';
  readonly name: string;
  /** Pattern for files that are emails but have no extension. */
  readonly emails?: RegExp;
  /** Pattern for files that an independent reader can read although they are not valid documents. */
  readonly broken?: RegExp;
};

/**
 * Packages with documents created by real programs. npm packages are pinned; Debian packages have the version that the
 * system offers.
 */
export const packages: readonly DocumentPackage[] = [
  ...['mammoth@1.13.0', 'docx4js@3.3.0', 'docxtemplater@2.1.5', 'pdf-parse@1.1.1'].map(npm),
  ...['pptx2json@0.0.10', 'xlsx-populate@1.21.0'].map(npm),
  ...['libapache-poi-java', 'python-docxcompose', 'gnumeric'].map(source),
  // The XML of this file is malformed from the first paragraph on.
  { ...source('pandoc'), broken: /\/docx\/normalize\.docx$/ },
  ...['kf5-messagelib', 'kmime', 'notmuch'].map(source),
  ...['r-cran-officer', 'r-cran-readxl', 'r-cran-openxlsx', 'python3-docx', 'libtasn1-doc'].map(debian),
  ...['r-cran-survival', 'r-cran-zoo', 'r-cran-vcd', 'r-cran-tm', 'r-cran-multcomp'].map(debian),
  ...['r-cran-sandwich', 'pari-doc', 'debian-faq', 'developers-reference'].map(debian),
  { ...debian('libpython3.11-testsuite'), emails: /\/test_email\/data\/msg_\d+\.txt$/ },
  { ...debian('golang-github-jhillyerd-enmime-dev'), emails: /\/testdata\/.*\.raw$/ },
];

function npm(name: string): DocumentPackage {
  return { registry: 'npm', name };
}

function debian(name: string): DocumentPackage {
  return { registry: 'debian', name };
}

function source(name: string): DocumentPackage {
  return { registry: 'source', name };
}
