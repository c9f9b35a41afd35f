/** What people say when they want one of the file, Excel or OneNote tools, in addition to the intents in the tools' records. */
export const filesPhrases = `
list_files: show what is stored in this folder, contents of my drive, what files are there, which documents are in the library, see the folder of the project, list everything under a folder, what is in the shared folder of the team
search_files: where did I put the presentation, I cannot find my document, locate the spreadsheet with the figures, find a PDF about a subject, where is the cost estimate saved, look for a photo on my drive, is there a template for offers, find files that contain a word, which folder holds the contracts, I am looking for a paper on pricing, does a file with this name exist, search OneDrive, find the slides of the last talk
get_file: when was the document last changed, how large is the file, who edited it last, owner of the document, who has access to this folder, web address of the file, properties of a document, is the file shared with outsiders
read_file_content: what is written in the document, give me the gist of the report, summarise the contract, condense the paper into a few sentences, what are the main points of the presentation, quote the clause on termination, does the document mention a deadline, translate the file, read the minutes to me, extract the figures from the PDF, answer a question from the handbook, key facts of the tender, explain what the study says, a short version of the document
get_download_link: I want to have the file on my computer, send me a download, fetch the file itself, address from which a program can download it, save a copy of the file locally
upload_file: save what you wrote as a document, make a new text file on my drive, store this picture in OneDrive, replace the file with the new version, keep the attachment in the project folder, put a file on the SharePoint site, write this into a file, create a Word document, export the list as CSV, add the file to the library, add a paragraph to the text file
create_upload_session: file is too big to send, transfer a video of several gigabytes, send a huge file in parts, upload something large from a script
create_folder: make a place for the new project, new directory on my drive, set up a folder structure, add a subfolder for this year
move_file: put the document somewhere else, rename the folder, give the file a better name, sort documents into folders, shift old papers to the archive, clean up my drive by moving files, transfer the report to the team site, file the contract under Legal
copy_file: make a second version of the document, use last year's file as a template, clone the folder, duplicate the deck, put a copy on the team site
delete_file: get rid of the document, remove old files, erase the folder, clean up files that nobody needs, bin the duplicate, discard the draft document
share_file: make the document available to everybody, link for people who have no account, get a link that I can paste, link with which others can edit, publish the folder to colleagues, let anyone view the file, create an anonymous link
invite_to_file: grant a colleague access to the document, give somebody permission to edit my file, share my folder with a person, send Ben the document by sharing it, let the auditor read the folder, allow her to change the spreadsheet, open the file for the whole team
list_file_versions: earlier versions of the document, what did it look like last week, go back to the previous version, history of changes of the file, who saved the file and when, restore an older state of the document, I overwrote the file by mistake
list_drives: where are the files of the team kept, which libraries does the site have, storage space left in my OneDrive, drives that I can use, document library of a group
list_recent_files: what was I working on, documents I had open this week, pick up where I left off, my latest files, last edited documents, the thing that I edited before lunch
list_shared_with_me: what have others shared with me, files that colleagues gave me access to, did Ben send me a link to a file, documents from other people, somebody shared a folder with me
search_m365: search everywhere, look through mail and files and chats, find anything about the customer, I do not know where it was written, who mentioned the budget anywhere, everything we have about a subject, find it no matter where it is, information about a project across all apps
search: research a subject in our own documents, gather what we know about the topic, find sources for a report, background material on a customer
fetch: get the complete text of the result, open the hit that was found, load the document behind the result
list_worksheets: tabs of the spreadsheet, which sheets are there in the file, names defined in the workbook, what does the Excel file consist of, which tables does the workbook contain
read_range: what does cell A1 say, show the numbers in the spreadsheet, get the total from the sheet, values of a column in Excel, read a few cells, look at the figures in the forecast, what is the result of the formula, print the sheet as a table, what are the sales per month in the workbook
write_range: set a cell to a value, enter a number in the spreadsheet, overwrite the cells, type a formula into Excel, correct the figure in the sheet, fill in the column, put the total into the workbook, update the forecast numbers, change the price in the Excel sheet
list_table_rows: what is in the Excel table, entries of the cost table, rows of a table in the workbook, filter the table in the spreadsheet, show the list of orders in Excel
add_table_rows: add a record to the spreadsheet table, log my hours in Excel, enter another order, append figures to the table, add a line to the expense sheet, record today's numbers in the workbook, put a new entry at the bottom of the table
create_worksheet: another tab in the Excel file, add a page to the workbook, new sheet for the second quarter, empty sheet
create_table: make these cells a proper table, convert the range to a table with a header row, put the data into an Excel table
list_notebooks: which notebooks are there in OneNote, sections of the notebook, my notebooks and their sections, how are my notes organised
list_note_pages: which notes do I have, what did I write down lately, find a page in OneNote, my notes about the customer, list the pages of a section, recent notes
read_note_page: what did I write in my notes, read the page to me, show what I noted in the meeting, contents of a note, what is on the OneNote page
create_note_page: take a note, write something down, keep this thought as a note, make a new page in my notebook, record the minutes of the meeting, note down an idea, put the recipe into OneNote, save this as a note
append_note_page: add a line to my note, write more on the page, extend the minutes, put this under my existing notes, add a paragraph to the OneNote page
`;
