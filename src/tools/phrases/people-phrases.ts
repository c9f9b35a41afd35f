/** What people say when they want one of the tools for people, groups or the directory, in addition to the intents in the tools' records. */
export const peoplePhrases = `
get_auth_status: am I logged in, as who am I connected, which account do you use, why is a tool not available, what may you do on my behalf, is my connection all right
list_toolsets: what can you do, which features are switched on, turn on more tools, areas that are available
get_next_page: more please, show the next ones, there must be more results, continue
get_changes: what is new since I last looked, anything different from before, only what was modified since, keep a copy up to date, incremental changes, delta
graph_batch: run many reads in one request, several GETs together
get_me: my own details, my user name, what is my employee profile, which department am I in, where is my office, my phone number
list_users: who works here, find somebody's address, all people in the Lisbon office, staff of the marketing department, does a person with this name work for us, list the engineers, everybody with the job title, address of a colleague, employees of the company, search the company directory, how many people work in a department
get_user: how do I reach a colleague, phone extension of Ben, contact details of a co-worker, where does Ana sit, what does he do in the company, which department is she in, who is this person, mobile number of my colleague, is the account active
get_manager: who is above him in the hierarchy, to who does Ana report, superior of a colleague, head of the person, next level up, team lead of Ben, who approves his holidays, who is responsible for her
list_direct_reports: who works under her, the people in my team, subordinates of a manager, staff that he leads, who does Dana manage, employees below me in the organisation chart
list_relevant_people: who do I deal with most, colleagues I often meet, my network, people close to me at work, who do I talk to a lot
get_user_photo: picture of a person, how does she look, face of my new colleague, portrait photo, show his avatar
list_groups: find a group, all distribution lists, which mailing lists exist, groups in the organisation, is there a group for the marketing people, security groups, Microsoft 365 groups
list_group_members: who gets mail sent to the list, people on the mailing list, everyone in a security group, who is on the distribution list, which colleagues are in this group, is Ana a member of the group, how many members
list_my_groups: to which groups do I belong, mailing lists that I am on, my memberships, do I have a role
add_group_member: put Ana on the mailing list, let a colleague into the group, new starter should be in the group, include somebody in the distribution list, make her part of the group, grant access by adding to a group
remove_group_member: take her off the mailing list, he should no longer be in the group, kick somebody out of the group, withdraw a membership, drop Ben from the distribution list
list_applications: apps we have registered, when does the secret of our app expire, certificates of apps that run out soon, client id of our app, our own applications in Entra, credentials that are about to lapse
list_service_principals: apps installed in the tenant, third-party apps that are connected, SaaS applications that people use with single sign-on, which vendor apps have been approved, enterprise apps
list_directory_roles: who is an administrator, people with admin rights, who holds the highest privileges, members of admin roles, who may manage users, how many global admins are there, roles in the directory
list_sign_ins: why was somebody refused at login, who could not log in, unsuccessful login attempts, from which country did he sign in, when was she last logged in, login history, wrong password attempts, who has used an app, problems with signing in, was the login blocked
list_audit_events: who did that in the directory, who deleted the user, what was altered in a group, trail of administrative actions, who reset the password, changes made by administrators yesterday, who created this account, who gave her the role, log of modifications
list_conditional_access_policies: rules on who may sign in from where, when is multi-factor required, why is a second factor asked for, access policies that block a login, which conditions apply to logins
list_licenses: how many seats are free, do we still have a licence, what do we pay Microsoft for, number of unused subscriptions, which plans did the company buy, remaining seats of a product, are all licences used up
assign_license: a new employee needs Office, give somebody a Microsoft 365 plan, take the expensive licence off a leaver, free up a licence, activate a product for a user, she needs Visio
invite_guest: give somebody outside the company access, external person should join, let a supplier work with us, bring a freelancer into the tenant, create an account for a partner, add a visitor from another company
list_managed_devices: which computers do we have, phones and laptops of the company, machines that break the rules, hardware of a person, which device does Ben use, devices running an old Windows, all tablets, how many Macs do we manage, computers that have not reported for a month, inventory of hardware
get_organization: name and address of our company in Microsoft 365, our tenant, primary domain, which country is the tenant in, who is the technical contact
`;
