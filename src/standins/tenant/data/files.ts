/** File contents by path. */
export type Library = Readonly<Record<string, string>>;

export const anaFiles: Library = {
  'Harbor/Scope.md':
    '# Harbor, first release\n\nIn: order history, repeat orders, payment by invoice, approvals above 5,000.\nOut: returns, tiered contracts.\n\nNorthwind goes first, everybody else two weeks later.\n',
  'Harbor/Launch checklist.md':
    '# Launch checklist\n\n- [x] translations ordered\n- [x] support trained\n- [ ] test accounts for Northwind removed\n- [ ] status page\n- [ ] letter to customers\n',
  'Harbor/Interviews/Northwind.md':
    '# Interview with Petra Lindqvist\n\nShe approves about thirty orders a week, most of them on her phone. She wants to see who ordered and for which site. She does not care about pictures.\n',
  'Harbor/Interviews/Fabrikam.md':
    '# Interview with Omar Haddad\n\nFive people place orders, and nobody knows what the others have ordered. Main request: repeat last month’s order.\n',
  'Harbor/Risks.csv':
    'risk,probability,impact,owner\nprice service late,medium,high,Chen\nfew customers sign in,low,high,Dana\nsupport overloaded,medium,medium,Olga\n',
  'Budget/Launch budget.csv':
    'item,amount,approved\nTranslations,6000,yes\nUser tests,4500,yes\nLaunch event,7500,yes\n',
  'Notes/One to one with Mira.txt':
    'Date for customers: the 15th.\nAsk for one more designer after the launch.\nShow the survey to the board.\n',
  'Notes/Ideas.txt': 'Remind approvers after two days.\nShow the carrier.\nA page for the warehouse?\n',
  'Slides/Board outline.html':
    '<!doctype html><html><head><title>Board outline</title></head><body><h1>Contoso Portal</h1><ol><li>What customers get</li><li>Date and budget</li><li>What could go wrong</li></ol></body></html>',
  'Travel/Porto.txt': 'Train 7:09, seat 41. Hotel Miramar, one night. Meeting at 10 with the translators.\n',
  'README.txt':
    'Project files are in Harbor, figures in Budget. Everything else can be deleted at the end of the year.\n',
};

/** Files in everyone's OneDrive. */
export const everybodysFiles: Library = {
  'Documents/Goals.md':
    '# Goals for {name}\n\n1. Do fewer things at once.\n2. Write decisions down.\n3. Learn one thing from {department} every month.\n',
  'Documents/Onboarding.txt':
    'Accounts, laptop, badge: ask Goran.\nPayroll: ask Hana.\nEverything else: ask Ivo.\n',
  'Documents/Hand-over.md':
    '# Hand-over\n\nWho looks after what while {name} is away.\n\n| Topic | Person |\n|---|---|\n| Mail | the shared mailbox |\n| Approvals | the manager |\n',
  'Notes/{week}.txt':
    'Notes for week {week}\n\nTalked to two customers. One wants faster answers, the other wants fewer messages.\nNext: write both down for the product team.\n',
  'Notes/Contacts.csv':
    'name,company,topic\nPetra Lindqvist,Northwind,renewal\nOmar Haddad,Fabrikam,workshop\n',
  'Private/Holidays.csv': 'from,to,days\n2026-12-21,2026-12-31,8\n2027-02-15,2027-02-19,5\n',
};

/** The teams' document libraries, by group alias. */
export const teamFiles: Readonly<Record<string, Library>> = {
  'all-company': {
    'General/House rules.md':
      '# House rules\n\nOffice hours are 8:00 to 18:00. Visitors sign in at reception. Last one out closes the windows.\n',
    'General/Travel policy.md':
      '# Travel policy\n\nTake the train for trips under six hours. Hotels up to 140 a night. Receipts within thirty days; below 50, a note is enough.\n',
    'General/Expense form.csv': 'date,what,amount,receipt\n',
    'General/Holidays next year.csv':
      'country,date,name\nPortugal,2027-06-10,Portugal Day\nSingapore,2027-08-09,National Day\nBulgaria,2027-03-03,Liberation Day\n',
    'Announcements/Welcome.html':
      '<!doctype html><html><body><h1>Welcome to Contoso</h1><p>Your first week, day by day.</p></body></html>',
    'Announcements/Summer party.txt':
      'The boat leaves at five, on the last Friday of the month. Bring a jacket.\n',
  },
  harbor: {
    'General/Scope.md':
      '# Scope\n\nSee the list in the project room; this is the version that the board approved.\n',
    'General/Decisions.csv':
      'date,decision,by\n2026-09-02,customers see cancelled orders,Ana\n2026-09-16,invoice only,Mira\n2026-10-01,tiered contracts later,Ana\n',
    'General/Glossary.md':
      '# Glossary\n\nApproval: a second person signs off an order.\nTier: a price that depends on the annual quantity.\n',
    'Design/Order history.html':
      '<!doctype html><html><body><table><tr><th>Order</th><th>Status</th></tr><tr><td>8812</td><td>delivered</td></tr></table></body></html>',
    'Design/Palette.csv': 'name,hex\nink,#12263a\nsand,#e7dfd0\nsignal,#c8442f\n',
    'Design/Accessibility.csv': 'issue,severity,status\n1,serious,done\n2,serious,open\n3,minor,open\n',
    'Launch/Letter to customers.md':
      'Dear customers,\n\nFrom the 15th, you can view and repeat your orders online. Your prices stay the same.\n',
    'Launch/Test plan.md':
      '# Test plan\n\nFive accounts, two of them approvers. One week. Stop at the first lost order.\n',
  },
  engineering: {
    'General/How we release.md':
      '# How we release\n\n1. Green build.\n2. Notes written.\n3. Two people awake.\n',
    'General/On-call.csv': 'week,person\n1,Julia\n2,Ben\n3,Julia\n4,Goran\n',
    'Incidents/Tuesday outage.md':
      '# Outage on Tuesday\n\nThe order gateway’s certificate expired at 09:12. Orders queued: 214. Lost: none. Back at 09:58.\n\nCertificates now renew automatically.\n',
    'Incidents/Template.md': '# Title\n\nWhat happened. Who noticed. What we will change.\n',
    'Releases/4.2.md': '# 4.2\n\nFaster search, address check, 23 fixes.\n',
    'Releases/4.1.md': '# 4.1\n\nNew invoices, 17 fixes.\n',
    'Releases/4.0.md': '# 4.0\n\nNew order desk.\n',
  },
  sales: {
    'General/Price list.csv': 'item,unit,price\nPlatform,year,24000\nSupport,month,900\nPortal,year,0\n',
    'General/Pipeline.csv':
      'customer,stage,amount,probability\nNorthwind,renewal,1450000,95\nFabrikam,proposal,520000,60\nAdventure,first call,90000,20\n',
    'Northwind/Quote.csv': 'item,quantity,price\nPlatform,1,24000\nSupport,12,900\n',
    'Northwind/Contract notes.txt':
      'Ends in eight weeks. Tiers fixed for two years. Sixty days’ notice on both sides.\n',
    'Fabrikam/Workshop agenda.md':
      '# Workshop\n\n9:00 start\n10:00 ordering today\n13:00 ordering tomorrow\n15:00 next steps\n',
    'Fabrikam/Questions.txt': 'Can five people share one basket?\nWho can approve?\n',
  },
  finance: {
    'General/Close calendar.csv':
      'day,task,owner\n1,bank,Kofi\n2,invoices,Kofi\n3,accruals,Hana\n4,report,Hana\n',
    'General/Forecast.csv': 'customer,probability,amount\nNorthwind,95,1450000\nFabrikam,60,520000\n',
    'Month-end/October.md':
      '# October\n\nRevenue 1.31 million, cost 1.02 million. One invoice corrected (20417).\n',
    'Month-end/September.md': '# September\n\nRevenue 1.27 million, cost 1.05 million.\n',
    'Month-end/August.md': '# August\n\nRevenue 1.22 million, cost 1.01 million.\n',
  },
  'support-team': {
    'General/Answers.md':
      '# Common questions\n\nWhere is my order? Check the carrier’s page first.\nCan I change the address? Yes, until noon the day before.\n',
    'General/Rota.csv': 'week,early,late\n1,Julia,Olga\n2,Olga,Julia\n',
    'Escalations/2210.txt':
      'Search by order number takes ten seconds. Missing index. Fixed the same night.\n',
    'Escalations/2214.txt': 'Same as 2210.\n',
    'Escalations/2231.txt':
      'A customer could see another site’s order. Permissions were inherited; fixed, customer informed.\n',
  },
};
