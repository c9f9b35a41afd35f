/** Attachments by file name. */
export const attachments: Readonly<Record<string, readonly [contentType: string, content: string]>> = {
  'harbor-scope.md': [
    'text/markdown',
    '# Harbor, first release\n\n## In\n- order history, repeat orders\n- payment by invoice\n- approval of orders above 5,000\n\n## Out\n- returns\n- tiered contracts (eleven customers)\n\n## Dates\nNorthwind first, everybody else two weeks later.\n',
  ],
  'incident-tuesday.txt': [
    'text/plain',
    '09:12 order gateway certificate expires\n09:20 first alert\n09:31 cause found\n09:58 new certificate live\n\nOrders queued: 214, lost: 0\nCalls from customers: 4\n',
  ],
  'accessibility.csv': [
    'text/csv',
    'issue,severity,owner,proposal\n1,serious,Ben,label the search field\n2,serious,Farah,darker grey for hints\n3,minor,Ben,focus order in the dialog\n4,serious,Ben,label the quantity buttons\n',
  ],
  'northwind-quote.csv': [
    'text/csv',
    'item,quantity,unit price,total\nPlatform,1,24000,24000\nSupport,12,900,10800\nPortal,1,0,0\n',
  ],
  'forecast-q4.csv': [
    'text/csv',
    'customer,probability,amount\nNorthwind,95,1450000\nFabrikam,60,520000\nOthers,100,2140000\n',
  ],
  'invoice-20417.txt': [
    'text/plain',
    'Invoice 20417\n1 Platform, October   2,000.00\n2 Delivery 8812        340.00\n3 Support, October     900.00\n4 Delivery 8812        340.00\n',
  ],
  'letter-delgado.txt': [
    'text/plain',
    'Rosa Delgado\n\nFor six years I have built data pipelines for a logistics company: ingestion, quality checks, reporting. I work with people who use the figures, and I like to delete what nobody reads.\n',
  ],
  'survey.csv': [
    'text/csv',
    'question,answers,average\nHow friendly are we?,212,4.7\nHow fast do we answer?,212,3.9\nHow fast on Mondays?,188,3.1\nWould you recommend us?,209,4.4\n',
  ],
};
