import { stem } from './stems.ts';

/** Synonyms, one group per line. The first word of each group is used in Graph's names or Portico's tools. */
const groups = `
message email mail e-mail letter
event meeting appointment booking
calendar agenda diary schedule
user person people employee colleague staff account member worker
device laptop computer pc machine phone tablet mobile notebook ipad iphone macbook handset smartphone workstation desktop
managed intune enrolled mdm
file document doc attachment presentation spreadsheet
spreadsheet workbook excel
search find
reply answer respond response
accept yes confirm
schedule book plan arrange
reschedule move postpone change
put move
open read show
complete done finish
free available availability
inside content contain
folder directory
drive onedrive
photo picture avatar image
password passcode credential pin
risky risk compromised suspicious hacked breached
compliance compliant noncompliant
wipe erase blank
retire unenrol unenroll
reboot restart
lock block
printer printing print printout
alert warning
incident breach attack
service product
issue outage incident problem down
health status
license licence sku subscription
group distribution
team teams
channel
chat conversation
role admin administrator privilege
permission right consent access scope
application app software program
secret key
certificate cert
domain
policy rule setting
guest external supplier vendor partner contractor
invite invitation
notify subscribe
report statistic usage figure number count
use usage used activity active
notify notified notification push
assignment homework task essay coursework
grade mark
class course lesson
student pupil learner child
teacher instructor
shift rota roster
room
site sharepoint
list
page
task todo
plan planner
contact address
manager boss supervisor
sign login logon signin
method factor mfa
authentication multifactor
location place
named trusted
delete remove
create add new
update change edit modify
revoke withdraw
restore recover undelete
recovery recover
simulation campaign fake
phishing scam spam
training
label classification
retention retain
case matter investigation lawsuit litigation
custodian holder
hunting hunt
score rating
review recertification
package bundle
term agreement
workflow onboarding
community
webinar
townhall
transcript transcription
recording record
presence availability
webhook subscription notification listen
customer client
business company shop salon store
treatment service consultation
branding logo
organization organisation tenant company
unit ou
connector
update patch
announcement news
centre center
vulnerability threat
malware virus trojan ransomware
assign deploy distribute install
sync synchronise synchronize refresh fetch
secure safe
recommendation advice improve
queue busy waiting
hire joiner newcomer
preserve hold
sensitivity confidential
`;

/** Maps a stem to the stems of its synonyms. */
export const synonyms: ReadonlyMap<string, ReadonlySet<string>> = synonymsIn(groups);

function synonymsIn(text: string): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>();
  for (const line of text.trim().split('\n')) {
    const stems = [...new Set(line.split(' ').map(stem))];
    for (const one of stems) {
      const others = found.get(one) ?? new Set();
      for (const other of stems) if (other !== one) others.add(other);
      found.set(one, others);
    }
  }
  return found;
}
