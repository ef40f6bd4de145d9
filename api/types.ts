/* Written by `npm run api`. */
export interface paths {
    "/api/v1/queue": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One page of the one list, strictest promise first. */
        get: operations["getQueue"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/queue/next": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take the first ticket nobody has. `skip` passes over tickets, with a reason that the lead can see. */
        post: operations["takeNext"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Tickets by their words and filters, newest first; what the query names outright stands above. */
        get: operations["search"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/search/numbers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The numbers of all tickets that match, for a change of many. What is not understood to the letter is refused. */
        get: operations["searchNumbers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/search/rebuild": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Make the whole index anew, in the background. Searching goes on meanwhile. */
        post: operations["rebuildSearch"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/shell": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What the frame around the screens shows. */
        get: operations["getShell"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tickets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Open a ticket on behalf of a customer. With an Idempotency-Key the same request opens one ticket, however often it is sent. */
        post: operations["createTicket"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tickets/{number}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getTicket"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch: operations["changeTicket"];
        trace?: never;
    };
    "/api/v1/tickets/{number}/replies": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Answer the customer in public. With `version` the answer is refused when the ticket changed since it was read. */
        post: operations["replyToTicket"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tickets/{number}/notes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Write something only the team reads. */
        post: operations["noteOnTicket"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tickets/{number}/assignee": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put: operations["assignTicket"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tickets/{number}/documentation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Keep what was done, and solve the ticket. */
        put: operations["documentTicket"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tickets/{number}/merge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Make this ticket part of another one. Nothing is moved, and it can be taken back with DELETE. */
        put: operations["mergeTicket"];
        post?: never;
        /** Take a merge back: people, promises and status stand again as they stood. */
        delete: operations["unmergeTicket"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tickets/{number}/splits": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Make a ticket of its own out of some comments. They stay where they were written and are read in the new one. */
        post: operations["splitTicket"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tickets/{number}/split": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Give the comments back to the ticket they came from, and close this one. */
        delete: operations["unsplitTicket"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tickets/{number}/links/{other}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put: operations["linkTicket"];
        post?: never;
        delete: operations["unlinkTicket"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ticket-forms": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Fields, forms and named statuses of the playbook. */
        get: operations["listTicketForms"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tickets/{number}/snooze": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Take it out of sight until a moment, or until the customer writes. A promise that comes near wakes it. */
        put: operations["snoozeTicket"];
        post?: never;
        delete: operations["wakeTicket"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tickets/{number}/followers/{user}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** A person of ours hears, or no longer hears, of everything that happens here. */
        put: operations["followTicket"];
        post?: never;
        /** A person of ours hears, or no longer hears, of everything that happens here. */
        delete: operations["unfollowTicket"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tickets/{number}/ccs/{email}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** A colleague of the requester reads along, or no longer does. Outsiders come in only by the customer’s own mail. */
        put: operations["addCc"];
        post?: never;
        /** A colleague of the requester reads along, or no longer does. Outsiders come in only by the customer’s own mail. */
        delete: operations["removeCc"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tickets/{number}/spam": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Close it as spam and, if asked, keep further mail of its sender in quarantine. */
        put: operations["callSpam"];
        post?: never;
        /** It was none: it stands where it stood, and the ban that came with it is lifted. */
        delete: operations["callNoSpam"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/banned-senders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Senders whose mail waits in quarantine. */
        get: operations["listBannedSenders"];
        put?: never;
        /** Keep further mail of an address, or of a whole domain (@example.com), in quarantine. */
        post: operations["banSender"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/banned-senders/{pattern}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Their mail is taken again. What waits in quarantine stays there. */
        delete: operations["liftBan"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/contacts/{id}/block": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Keep further mail of this one person in quarantine. Their pages stay open to them. */
        put: operations["blockContact"];
        post?: never;
        /** Their mail is taken again. What waits in quarantine stays there. */
        delete: operations["unblockContact"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/bulk-changes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Change many tickets in the background. Which ones is settled now; the live topic `bulk:ID` tells of progress. */
        post: operations["startBulkChange"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/bulk-changes/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What a change of many tickets would do: which it would refuse, and why. Changes nothing. */
        post: operations["previewBulkChange"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/bulk-changes/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How far a change of many tickets is. */
        get: operations["getBulkChange"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/bulk-changes/{id}/undo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Give every ticket back what it had, where nobody changed it since, for a day. One that still runs stops. */
        put: operations["undoBulkChange"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tickets/{number}/drafts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What the caller is writing in this ticket, on whatever device. */
        get: operations["listDrafts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tickets/{number}/drafts/{kind}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Keep a draft. `version` is the one the writer began with (0: none); an empty body forgets it. */
        put: operations["saveDraft"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tickets/{number}/presence": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who else looks at this ticket just now, and who writes. */
        get: operations["listPresence"];
        /** The caller looks at it or writes in it; to be said again every 20 s. null: has left. */
        put: operations["sayPresence"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/snippets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["listSnippets"];
        put?: never;
        post: operations["createSnippet"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/snippets/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put: operations["changeSnippet"];
        post?: never;
        delete: operations["removeSnippet"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/files": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Put a file away to send it with a reply or note. The body is the file itself. Forgotten after a day unless sent. */
        post: operations["uploadFile"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/comments/{id}/body": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The HTML of a mail, cleaned, as a document of its own for a sandboxed frame. */
        get: operations["showMailBody"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/comments/{id}/images": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A picture of a mail that lies elsewhere, fetched by us: its owner does not learn who reads. */
        get: operations["showRemotePicture"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/comments/{id}/inline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A picture that came with a mail, by the content id its HTML names. */
        get: operations["showInlinePicture"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/mail/outgoing": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What goes out, newest first, each with its fate. What is held says why. */
        get: operations["listOutgoing"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/mail/outgoing/{number}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One outgoing message with every try. */
        get: operations["getOutgoing"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/mail/outgoing/{number}/attempts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send a dead or held message again. */
        post: operations["sendAgain"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/mail/outgoing/attempts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send many dead or held messages again. */
        post: operations["sendManyAgain"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tickets/{number}/replies/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Take a reply back before it is sent. The answer holds its words, for the writer to go on with. */
        delete: operations["takeReplyBack"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tickets/{number}/replies/{id}/attempts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Try again to send a reply that could not be sent. */
        post: operations["sendHeldReply"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/suppressions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Addresses that mail does not reach; what would go there is held. */
        get: operations["listSuppressions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/suppressions/{address}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Let mail go to this address again. What was held is sent again by hand. */
        delete: operations["liftSuppression"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/forum/categories": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["listForumCategories"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/forum/topics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Topics of the community. What waits for an answer: the longest waiting first. */
        get: operations["listTopics"];
        put?: never;
        /** Begin a topic, as yourself and one of the team. Everybody can read it. */
        post: operations["startTopic"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/forum/topics/{number}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["showTopic"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Move, rename, tag, lock or pin a topic. Its old address goes on leading to it. */
        patch: operations["changeTopic"];
        trace?: never;
    };
    "/api/v1/forum/topics/{number}/replies": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Answer a topic, as yourself and one of the team. Everybody can read it. */
        post: operations["replyToTopic"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/forum/posts/{id}/sendings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** An answer that a forum elsewhere refused is sent there once more. */
        post: operations["sendAnswerAgain"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/forum/topics/{number}/solution": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** The answer that helped; null takes the mark away. */
        put: operations["solveTopic"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/forum/topics/{number}/follow": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put: operations["followTopic"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/forum/topics/{number}/ticket": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Make a ticket of it for its author, who is on a paid plan. The topic stays. */
        put: operations["makeTicketOfTopic"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/forum/topics/{number}/ticket-offers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Say kindly in the topic that its author can open a ticket. Tells nobody who pays. */
        post: operations["offerTicket"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/forum/review": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What waits for a person: first words of somebody new, and what was complained about. */
        get: operations["getForumReview"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/forum/posts/{id}/state": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Let a post through or show it again, hide it, or call it spam. Settles what was complained. */
        put: operations["moderatePost"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/forum/posts/{id}/flags": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Nothing is wrong with it: the complaints are settled. */
        delete: operations["dismissFlags"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/forum/members/{number}/block": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** They read on, and write nothing more; or may write again. */
        put: operations["blockMember"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/articles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["listArticles"];
        put?: never;
        /** A new article: a draft, or published at once. */
        post: operations["writeArticle"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/articles/{number}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One article with every version, newest first. */
        get: operations["showArticle"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/articles/{number}/versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The next version. What was written before stays, and can be restored. */
        post: operations["editArticle"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/articles/{number}/publication": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Which version everybody reads; null: none. */
        put: operations["publishArticle"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/articles/{number}/restorations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** An earlier version becomes the newest again. */
        post: operations["restoreArticle"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/articles/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** How Markdown looks on the public page, cleaned. */
        post: operations["previewArticle"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tickets/{number}/clocks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every promise of a ticket with its ledger: what started, paused and ended it, and why. */
        get: operations["explainClocks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/incidents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["listIncidents"];
        put?: never;
        /** Raise an emergency: for a ticket that exists, or on behalf of a customer. */
        post: operations["declareIncident"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/incidents/{number}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getIncident"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tickets/{number}/incident": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The newest incident of a ticket; null when it never had one. */
        get: operations["getIncidentOfTicket"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tickets/{number}/documentation-draft": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A first text of what was done, from the timeline, for a person to edit. */
        get: operations["draftDocumentation"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/services": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What monitoring speaks for. A routing key is a secret: whoever has it can page. */
        get: operations["listServices"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/incidents/{number}/acknowledgement": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Take an incident in hand and stop its escalation. Safe to repeat. */
        put: operations["acknowledgeIncident"];
        post?: never;
        /** Undo a slip within some seconds: the escalation stands exactly where it stood. */
        delete: operations["undoAcknowledgement"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/incidents/{number}/hand-backs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["handBackIncident"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/incidents/{number}/passes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** "I cannot take it": to somebody by name, or (null) to the next level now. */
        post: operations["passOnIncident"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/incidents/{number}/escalations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Page the next level now. `version` is the one you saw. */
        post: operations["escalateIncident"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/incidents/{number}/snooze": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put: operations["snoozeIncident"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/incidents/{number}/resolution": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** It is put right. Refused until the customer had a public reply. */
        put: operations["resolveIncident"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/incidents/{number}/calls": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The call links of an incident; the open one is last. */
        get: operations["listCalls"];
        put?: never;
        /** "It does not open": everybody moves to the next link. Without `replaces` the first link is made. */
        post: operations["switchCall"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/incidents/{number}/pages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every page of an incident with its fate. */
        get: operations["listPages"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/pages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What is ringing for me right now. */
        get: operations["listMyPages"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/reach": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How I am reached, and what proves it. */
        get: operations["getReach"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reach": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether each of these people can be reached. Somebody who cannot counts as a gap. */
        get: operations["listReach"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/contact-methods": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["addContactMethod"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/contact-methods/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete: operations["removeContactMethod"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/notification-rules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Make my rules exactly these; none means the usual ones. */
        put: operations["saveNotificationRules"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/test-pages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Page me by every way I have, after so many seconds. */
        post: operations["pageMyself"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/pages/{token}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What a page is about. Reading it changes nothing: mail scanners open links. */
        get: operations["showPage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/pages/{token}/acknowledgement": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take it, as the person who was paged. Safe to repeat. */
        post: operations["acknowledgeByLink"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/pages/{token}/pass": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["passOnByLink"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/pages/{token}/receipt": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The phone says it has shown (or the person has opened) the page. */
        post: operations["recordReceipt"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/oncall": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who is on call now, my shifts of the next 28 days and the gaps of the next 14. */
        get: operations["getOnCall"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/schedules/{key}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getSchedule"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/schedules/{key}/covers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Somebody covers a span, [from, to). */
        post: operations["addCover"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/covers/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Give a cover back. */
        delete: operations["removeCover"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/mail/arrivals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What came in, newest first, each with its fate. */
        get: operations["listArrivals"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/mail/arrivals/counts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How many of them have which fate. */
        get: operations["countArrivals"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/mail/arrivals/{number}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One of them: its envelope, its headers, the talk of its delivery, and its copies. */
        get: operations["getArrival"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/mail/arrivals/{number}/raw": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The message as it came, with the transcript of its delivery. */
        get: operations["readArrival"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/mail/arrivals/{number}/file": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The message as it came, byte for byte, as a file. */
        get: operations["downloadArrival"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/mail/arrivals/{number}/release": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Let it out of quarantine: what set it aside does not count, and it is filed. */
        put: operations["releaseArrival"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/mail/arrivals/releases": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Let many out of quarantine, all into one ticket or each into a new one. */
        post: operations["releaseArrivals"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/mail/arrivals/{number}/readings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Process it again. */
        post: operations["processArrivalAgain"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/mail/arrivals/readings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Process many again, by all the rules. */
        post: operations["processArrivalsAgain"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/mailboxes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Where mail is fetched from, and where it may be posted to, each with its state. */
        get: operations["listMailboxes"];
        put?: never;
        /** Fetch from one more mailbox, or take mail that is posted signed. */
        post: operations["createMailbox"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/mailboxes/{key}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Fetch from it no more. What was taken stays; at the mail server nothing changes. */
        delete: operations["removeMailbox"];
        options?: never;
        head?: never;
        /** Change what is given, pause it, or let it go on. Signing in is tried afresh. */
        patch: operations["changeMailbox"];
        trace?: never;
    };
    "/api/v1/mailboxes/{key}/tests": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sign in, open the folder, and say what is there. Nothing is taken. */
        post: operations["testMailbox"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/connections": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Systems outside that we are connected to, each with its state, and what there can be. */
        get: operations["listConnections"];
        put?: never;
        /** Connect one more system outside. */
        post: operations["createConnection"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/connections/{key}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Ask nothing of it any more, and forget its keys. What was mirrored stays. */
        delete: operations["removeConnection"];
        options?: never;
        head?: never;
        /** Change what is given, keys too, pause it, or let it go on. It is tried at once. */
        patch: operations["changeConnection"];
        trace?: never;
    };
    "/api/v1/connections/{key}/tests": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ask whether we get in, and say what is there. Nothing is changed. */
        post: operations["testConnection"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** By name. q: the beginning of a name, a domain, an address or a key of another system. */
        get: operations["listOrganizations"];
        put?: never;
        post: operations["createOrganization"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["showOrganization"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Only what is given changes. */
        patch: operations["changeOrganization"];
        trace?: never;
    };
    "/api/v1/organizations/by-external-id/{externalId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Make or change the organization that another system keeps under this key. */
        put: operations["upsertOrganization"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{id}/sharing": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** What colleagues see of each other’s tickets. More than one’s own is accepted by name, and refused while a note stands against it. */
        put: operations["setSharing"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{id}/environments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Where they run our software: the whole list. */
        put: operations["setEnvironments"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{id}/notes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A note that is shown at its moment. One of moment "sharing" forbids sharing. */
        post: operations["addOrganizationNote"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{id}/notes/{note}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete: operations["removeOrganizationNote"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{id}/notes/{note}/restoration": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A note that was taken away stands again, as it was written. */
        post: operations["restoreOrganizationNote"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customer-forms": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What can be chosen of customers: plans and own fields of the playbook. */
        get: operations["showCustomerForms"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/contacts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** By name. q: the beginning of a name or an address, or a key of another system. */
        get: operations["listContacts"];
        put?: never;
        post: operations["createContact"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/contacts/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["showContact"];
        put?: never;
        post?: never;
        /** Erase a person for good: name, address, phone, their words, files and mail. Tickets, promises and the record of what happened stay. */
        delete: operations["eraseContact"];
        options?: never;
        head?: never;
        /** Only what is given changes. A new address ends every way to sign in, and the old one is told; of somebody in a need-to-know ticket it takes the right to see those. */
        patch: operations["changeContact"];
        trace?: never;
    };
    "/api/v1/contacts/by-external-id/{externalId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Make or change the contact that another system keeps under this key. A known address takes the key. */
        put: operations["upsertContact"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/contacts/{id}/organizations/{organization}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Make somebody a contact of an organization, or change how. Refused when its places are taken. */
        put: operations["setMembership"];
        post?: never;
        /** They write for this organization no more, and the domain of their address does not bring them back. Their tickets stay where they are. */
        delete: operations["removeMembership"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/subscriptions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What an organization has bought, the newest first. */
        get: operations["listSubscriptions"];
        put?: never;
        post: operations["createSubscription"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/subscriptions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["showSubscription"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Only what is given changes. A new state begins now. */
        patch: operations["changeSubscription"];
        trace?: never;
    };
    "/api/v1/subscriptions/by-external-id/{externalId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Make or change the subscription that another system keeps under this key. */
        put: operations["upsertSubscription"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/subscriptions/{id}/minutes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A line of the ledger of hours: bought is more than nothing, used is less. */
        post: operations["bookMinutes"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customer-imports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["listCustomerImports"];
        put?: never;
        /** Bring customers in from a file: CSV, JSON or NDJSON, named by its ending. The body is the file. With dryRun everything is tried and nothing kept. */
        post: operations["importCustomers"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customer-imports/{number}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How far it is, and what was refused with its line and reason. */
        get: operations["showCustomerImport"];
        put?: never;
        post?: never;
        /** Stop it. What was written stays. */
        delete: operations["cancelCustomerImport"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customer-imports/{number}/application": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Bring in what this dry run has tried, from the same file. Twice is once. */
        post: operations["applyCustomerImport"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/contacts/{id}/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Everything we hold about a person, as one file. Whoever asks must see restricted tickets, for theirs are in it. */
        get: operations["exportContact"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/contacts/{id}/erasure": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What would be erased, and the confirmation that does it. Nothing goes yet. */
        post: operations["askToErase"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{id}/tickets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What is open, then the hundred newest of what is over. */
        get: operations["listOrganizationTickets"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/contacts/{id}/tickets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What is open, then the hundred newest of what is over. */
        get: operations["listContactTickets"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tickets/{number}/organization": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Put it under another organization: what they may use is decided anew, and promises follow. */
        put: operations["setTicketOrganization"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tickets/{number}/promise": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Why this promise: what was decided at the door, on which facts, what the customer was told, and notes that matter. */
        get: operations["explainPromise"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getMe"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/people": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["listPeople"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/teams": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The teams of the playbook, by name. */
        get: operations["listTeams"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/people/{person}/invitations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Make a link by which somebody sets their own password: the first, or a new one. Give it to them yourself. */
        post: operations["invitePerson"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/invitations/{token}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["showInvitation"];
        put?: never;
        /** Set the password. Works once. */
        post: operations["acceptInvitation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tokens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["listTokens"];
        put?: never;
        /** Make an API token. Its text is in this answer and nowhere else. */
        post: operations["createToken"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tokens/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete: operations["revokeToken"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/welcome": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getWelcome"];
        put?: never;
        /** Make the first administrator. Works only while nobody is here. */
        post: operations["createFirstAdmin"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/playbook": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The playbook in force, as YAML. */
        get: operations["exportPlaybook"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/playbook/checks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Read a playbook and say what is wrong with it, line by line. */
        post: operations["checkPlaybook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/playbook/diffs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What applying it would change. */
        post: operations["diffPlaybook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/playbook/applications": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Make the organisation what the playbook says. The same one again changes nothing. */
        post: operations["applyPlaybook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/setup": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How far the setup is, and what proved each step. */
        get: operations["getSetup"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/setup/steps/{step}/skip": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Leave a step for later. What was done stays done. */
        post: operations["skipSetupStep"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/setup/company": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Name, time zone and office hours, written into the playbook. */
        put: operations["saveSetupCompany"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/setup/mail/hosts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Where the mail of an address is fetched and sent, as far as its domain says. */
        post: operations["findMailHosts"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/setup/mail/tests": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send a message and wait until it is back. What is proven holds: the mailbox is fetched from then on. */
        post: operations["startMailTest"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/setup/promises": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** One of three presets, written into the playbook. */
        put: operations["saveSetupPromises"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/setup/on-call": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** One layer of turns, written into the playbook. Whoever is new is added. */
        put: operations["saveSetupOnCall"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/setup/test-emergency": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Raise an emergency that says it is a test and pages nobody but me. */
        put: operations["startTestEmergency"];
        post?: never;
        /** Stop ringing. */
        delete: operations["endTestEmergency"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/setup/samples": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Fill the console with one crisis, 60 tickets and 4 people, all of them invented. */
        put: operations["makeSamples"];
        post?: never;
        /** Remove every sample and what was done with it, and nothing else. */
        delete: operations["removeSamples"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/setup/completion": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** The setup is over; what was skipped can be done in its own place. */
        put: operations["finishSetup"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/portal/emergency-links/{token}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["showEmergencyLink"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/portal/emergency-links/{token}/emergencies": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Raise an emergency by an organization's own link. No sign-in. */
        post: operations["raiseByLink"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/portal/codes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Mail a code that proves an address. */
        post: operations["sendCode"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/portal/emergencies": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Raise an emergency with an e-mail address and the code that was sent to it. */
        post: operations["raiseByCode"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/portal/status/{token}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The live status of an emergency, for the customer. */
        get: operations["showStatus"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/portal/status/{token}/comments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["writeOnStatus"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/portal/status/{token}/calls": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** "It does not open": everybody moves to the next call link. */
        post: operations["customerSwitchesCall"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{id}/emergency-link": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getEmergencyLink"];
        put?: never;
        /** Make a new link; the old one works no more. */
        post: operations["rotateEmergencyLink"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/portal/sign-in-providers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["listCustomerSignIns"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/portal/sign-in-providers/{key}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Let customers sign in with their own company. With an organization it vouches for that organization’s domains only. */
        put: operations["saveCustomerSignIn"];
        post?: never;
        delete: operations["removeCustomerSignIn"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/portal/sign-in-providers/{key}/tries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ask the provider whether it knows our client id and secret. Nobody has to sign in. */
        post: operations["tryCustomerSignIn"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/portal/settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["showPortal"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Name, logo and colour of the pages of customers. A colour that could not be read is darkened or lightened, and the answer says so. */
        patch: operations["changePortal"];
        trace?: never;
    };
    "/api/v1/doctor": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Looks the whole installation over and says what is wrong and what to do. Takes up to 10 s. */
        get: operations["examine"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/live": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Server-sent events: `change` names the lists and things that changed, `ping` says the stream lives. */
        get: operations["listen"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @description What was done, and of each other one why not. */
        EachDone: {
            done: number[];
            refused: {
                number: number;
                why: string;
            }[];
        };
        Done: {
            /** @constant */
            ok: true;
        };
        /** @description RFC 9457 problem details. */
        Problem: {
            type: string;
            title: string;
            status: number;
            detail: string;
            requestId: string;
            errors: {
                path: string;
                message: string;
            }[];
        };
        Arrival: {
            number: number;
            connection: string;
            mailbox: string;
            /**
             * Format: date-time
             * @description An instant, ISO 8601 in UTC.
             */
            receivedAt: string;
            /** @enum {string} */
            state: "received" | "taken" | "duplicate" | "quarantined" | "ignored";
            reason: string | null;
            fromAddress: string | null;
            envelopeFrom: string | null;
            envelopeTo: string[];
            remoteAddress: string | null;
            subject: string | null;
            messageId: string | null;
            ticketNumber: number | null;
            bytes: number;
            settledAt: string | null;
            /** @description Readings that failed by a fault of ours. */
            attempts: number;
            /** @description Of the newest of them. */
            lastError: string | null;
            /** @description Who let it out of quarantine. */
            releasedBy: string | null;
            releasedAt: string | null;
            /** @description The ticket it was to be filed into. */
            releaseTo: number | null;
        };
        ArrivalPage: {
            number: number;
            connection: string;
            mailbox: string;
            /**
             * Format: date-time
             * @description An instant, ISO 8601 in UTC.
             */
            receivedAt: string;
            /** @enum {string} */
            state: "received" | "taken" | "duplicate" | "quarantined" | "ignored";
            reason: string | null;
            fromAddress: string | null;
            envelopeFrom: string | null;
            envelopeTo: string[];
            remoteAddress: string | null;
            subject: string | null;
            messageId: string | null;
            ticketNumber: number | null;
            bytes: number;
            settledAt: string | null;
            /** @description Readings that failed by a fault of ours. */
            attempts: number;
            /** @description Of the newest of them. */
            lastError: string | null;
            /** @description Who let it out of quarantine. */
            releasedBy: string | null;
            releasedAt: string | null;
            /** @description The ticket it was to be filed into. */
            releaseTo: number | null;
            transcript: string;
            /** @description What kind of mail it is; null: it was not read yet. */
            verdict: string | null;
            /** @description What the domain of its sender says of it; null: nobody was asked. */
            checks: {
                /** @description pass, fail, softfail, neutral, none, temperror … */
                spf: string;
                /** @description pass, fail, softfail, neutral, none, temperror … */
                dkim: string;
                dkimDomains: string[];
                /** @description pass, fail, softfail, neutral, none, temperror … */
                dmarc: string;
                policy: string;
                /** @description pass, fail, softfail, neutral, none, temperror … */
                arc: string;
            } | null;
            /** @description What in it could not be taken as it was meant. */
            notes: string[];
            headers: {
                name: string;
                value: string;
            }[];
            /** @description Other deliveries of the same message. */
            copies: components["schemas"]["Arrival"][];
        };
        ArrivalCounts: {
            received: number;
            taken: number;
            duplicate: number;
            quarantined: number;
            ignored: number;
            /** @description Of the quarantined: came within the last 30 days. */
            waiting: number;
        };
        Connection: {
            key: string;
            kind: string;
            name: string;
            /** @description Without what is secret. */
            settings: {
                [key: string]: unknown;
            };
            /** @description Its keys are stored and can be read. They are never shown. */
            hasSecret: boolean;
            /** @description Where the other side sends its signed calls. */
            callUrl: string | null;
            /** @enum {string} */
            state: "running" | "paused" | "failing";
            lastError: string | null;
            failingSince: string | null;
            /** @description While it fails: asked again then. */
            nextTryAt: string | null;
            /** @description The last look that went well. */
            lastSeenAt: string | null;
            /** @description The last call of theirs that could be believed. */
            lastCalledAt: string | null;
            /**
             * Format: date-time
             * @description An instant, ISO 8601 in UTC.
             */
            createdAt: string;
        };
        ConnectionKind: {
            kind: string;
            name: string;
            /** @description JSON schema of its settings; fields with `secret` are never shown. */
            form: {
                [key: string]: unknown;
            };
        };
        Mailbox: {
            key: string;
            /** @enum {string} */
            kind: "imap" | "http";
            name: string;
            addresses: string[];
            channel: string;
            host: string | null;
            port: number | null;
            tls: ("tls" | "starttls" | "none") | null;
            user: string | null;
            auth: ("password" | "oauth2") | null;
            oauth: {
                /** Format: uri */
                tokenUrl: string;
                clientId: string;
                /** @default null */
                scope: string | null;
            } | null;
            folder: string;
            moveTo: string | null;
            pollSeconds: number;
            /** @description A secret is stored and can be read. It is never shown. */
            hasSecret: boolean;
            /** @description Where signed mail is posted (http). */
            intakeUrl: string | null;
            /** @enum {string} */
            state: "running" | "paused" | "failing";
            /** @description The last look that went well. */
            lastSeenAt: string | null;
            lastError: string | null;
            failingSince: string | null;
            /**
             * Format: date-time
             * @description An instant, ISO 8601 in UTC.
             */
            createdAt: string;
        };
        Check: {
            key: string;
            name: string;
            /** @enum {string} */
            state: "ok" | "warning" | "problem";
            says: string;
            /** @description What to do; null when all is well. */
            remedy: string | null;
        };
        IncidentEntry: {
            seq: number;
            /**
             * Format: date-time
             * @description An instant, ISO 8601 in UTC.
             */
            at: string;
            kind: string;
            actor: string;
            level: number;
            round: number;
            details: {
                [key: string]: unknown;
            };
        };
        IncidentSummary: {
            number: number;
            title: string;
            /** @enum {string} */
            urgency: "high" | "low";
            /** @enum {string} */
            status: "triggered" | "acknowledged" | "snoozed" | "resolved";
            level: number;
            round: number;
            ticketNumber: number | null;
            organizationName: string | null;
            acknowledgedBy: string | null;
            acknowledgedAt: string | null;
            unansweredAt: string | null;
            /** @description When the next level is paged, or a snooze ends. */
            nextAt: string | null;
            alertCount: number;
            /**
             * Format: date-time
             * @description An instant, ISO 8601 in UTC.
             */
            createdAt: string;
            resolvedAt: string | null;
            version: number;
        };
        Incident: {
            number: number;
            title: string;
            /** @enum {string} */
            urgency: "high" | "low";
            /** @enum {string} */
            status: "triggered" | "acknowledged" | "snoozed" | "resolved";
            level: number;
            round: number;
            ticketNumber: number | null;
            organizationName: string | null;
            acknowledgedBy: string | null;
            acknowledgedAt: string | null;
            unansweredAt: string | null;
            /** @description When the next level is paged, or a snooze ends. */
            nextAt: string | null;
            alertCount: number;
            /**
             * Format: date-time
             * @description An instant, ISO 8601 in UTC.
             */
            createdAt: string;
            resolvedAt: string | null;
            version: number;
            /**
             * Format: date-time
             * @description An instant, ISO 8601 in UTC.
             */
            now: string;
            levels: number;
            /** @description Names of those the current level pages. */
            pagedNow: string[];
            /** @description Who is paged next, as it stands now. */
            nextNames: string[];
            timeline: components["schemas"]["IncidentEntry"][];
            undoUntil: string | null;
            /** @description What the team has to know at night. */
            notes: string[];
            may: ("acknowledge" | "undo" | "hand_back" | "pass_on" | "escalate" | "snooze" | "resolve")[];
        };
        Shift: {
            /**
             * Format: date-time
             * @description An instant, ISO 8601 in UTC.
             */
            from: string;
            /**
             * Format: date-time
             * @description An instant, ISO 8601 in UTC.
             */
            to: string;
            /** @description null: a gap, nobody is on call. */
            person: {
                id: string;
                name: string;
            } | null;
            layer: string | null;
            overrideId: string | null;
        };
        Cover: {
            id: string;
            /**
             * Format: date-time
             * @description An instant, ISO 8601 in UTC.
             */
            from: string;
            /**
             * Format: date-time
             * @description An instant, ISO 8601 in UTC.
             */
            to: string;
            person: {
                id: string;
                name: string;
            };
            reason: string;
            createdBy: string;
        };
        OnDuty: {
            key: string;
            name: string;
            shadow: boolean;
            people: {
                id: string;
                name: string;
            }[];
            until: string | null;
        };
        ContactMethod: {
            id: string;
            /** @enum {string} */
            kind: "web_push" | "email" | "ntfy" | "webhook";
            label: string;
            address: string;
            verifiedAt: string | null;
            lastProofAt: string | null;
            brokenAt: string | null;
            brokenReason: string | null;
        };
        NotificationRule: {
            /** @enum {string} */
            urgency: "high" | "low";
            /** @enum {string} */
            kind: "web_push" | "email" | "ntfy" | "webhook";
            afterSeconds: number;
            repeatEverySeconds: number | null;
        };
        PageTrace: {
            id: string;
            person: {
                id: string;
                name: string;
            };
            kind: string;
            level: number;
            round: number;
            learner: boolean;
            /** @enum {string} */
            state: "queued" | "leased" | "accepted" | "delivered" | "seen" | "cancelled" | "failed";
            /**
             * Format: date-time
             * @description An instant, ISO 8601 in UTC.
             */
            notBefore: string;
            acceptedAt: string | null;
            deliveredAt: string | null;
            seenAt: string | null;
            attempts: number;
            outcome: string | null;
        };
        LinkedPage: {
            /**
             * Format: date-time
             * @description An instant, ISO 8601 in UTC.
             */
            now: string;
            person: {
                id: string;
                name: string;
            };
            isTest: boolean;
            learner: boolean;
            incident: {
                number: number;
                title: string;
                /** @enum {string} */
                status: "triggered" | "acknowledged" | "snoozed" | "resolved";
                level: number;
                nextAt: string | null;
                nextNames: string[];
                acknowledgedBy: {
                    id: string;
                    name: string;
                } | null;
                acknowledgedAt: string | null;
                undoUntil: string | null;
                ticketNumber: number | null;
                organizationName: string | null;
                planName: string | null;
                requesterName: string | null;
                customerWords: string;
                /** @description What the team has to know at night. */
                notes: string[];
                /**
                 * Format: date-time
                 * @description An instant, ISO 8601 in UTC.
                 */
                createdAt: string;
                callUrl: string | null;
                dialIn: string | null;
            } | null;
            trace: components["schemas"]["PageTrace"][];
            colleagues: {
                id: string;
                name: string;
            }[];
        };
        Person: {
            id: string;
            key: string | null;
            name: string;
            email: string;
            /** @enum {string} */
            role: "admin" | "manager" | "agent" | "security" | "developer_relations" | "developer" | "learner";
            timeZone: string;
        };
        Me: {
            id: string;
            key: string | null;
            name: string;
            email: string;
            /** @enum {string} */
            role: "admin" | "manager" | "agent" | "security" | "developer_relations" | "developer" | "learner";
            timeZone: string;
            permissions: string[];
            twoFactorEnabled: boolean;
        };
        Token: {
            id: string;
            name: string;
            scopes: string[];
            /**
             * Format: date-time
             * @description An instant, ISO 8601 in UTC.
             */
            createdAt: string;
            lastUsedAt: string | null;
            expiresAt: string | null;
            revokedAt: string | null;
        };
        /** @description How the subscription that counts stands now. */
        Standing: {
            plan: {
                key: string;
                name: string;
                paid: boolean;
                emergency: boolean;
            };
            /** @enum {string} */
            name: "in_force" | "disputed" | "grace" | "on_hold" | "not_started" | "ended";
            until: string | null;
            served: boolean;
        };
        Subscription: {
            id: string;
            organizationId: string;
            plan: {
                key: string;
                name: string;
            };
            externalId: string | null;
            /** @enum {string} */
            hosting: "hosted" | "self_managed" | "dedicated";
            /**
             * Format: date-time
             * @description An instant, ISO 8601 in UTC.
             */
            startsAt: string;
            endsAt: string | null;
            graceDays: number;
            seats: number | null;
            emergencySupport: boolean | null;
            citizenship: string | null;
            /** @enum {string} */
            state: "active" | "on_hold" | "disputed";
            /**
             * Format: date-time
             * @description An instant, ISO 8601 in UTC.
             */
            stateSince: string;
            minutesLeft: number | null;
            standing: components["schemas"]["Standing"];
            version: number;
            /** @description Whose change it is as it stands. */
            updatedBy: string | null;
        };
        OrganizationNote: {
            id: string;
            /** @enum {string} */
            moment: "always" | "emergency" | "call" | "release" | "sharing";
            body: string;
            authorName: string;
            fromAt: string | null;
            untilAt: string | null;
            /**
             * Format: date-time
             * @description An instant, ISO 8601 in UTC.
             */
            createdAt: string;
        };
        Environment: {
            name: string;
            /** @enum {string} */
            hosting: "hosted" | "self_managed" | "dedicated";
            version: string;
        };
        OrganizationRow: {
            id: string;
            name: string;
            externalId: string | null;
            domains: string[];
            region: string | null;
            heldBecause: string | null;
            contacts: number;
            standing: components["schemas"]["Standing"] | null;
        };
        Organization: {
            id: string;
            name: string;
            externalId: string | null;
            domains: string[];
            region: string | null;
            heldBecause: string | null;
            contacts: number;
            standing: components["schemas"]["Standing"] | null;
            timeZone: string | null;
            successTier: string | null;
            owner: {
                id: string;
                name: string;
            } | null;
            fields: {
                [key: string]: unknown;
            };
            contactLimit: number | null;
            citizenship: string | null;
            sharing: {
                /** @enum {string} */
                is: "own" | "read" | "write";
                acceptedBy: string | null;
                acceptedAt: string | null;
            };
            heldSince: string | null;
            notes: components["schemas"]["OrganizationNote"][];
            environments: components["schemas"]["Environment"][];
            subscriptions: components["schemas"]["Subscription"][];
            version: number;
            /** @description Whose change it is as it stands. */
            updatedBy: string | null;
            /**
             * Format: date-time
             * @description An instant, ISO 8601 in UTC.
             */
            createdAt: string;
            /**
             * Format: date-time
             * @description An instant, ISO 8601 in UTC.
             */
            updatedAt: string;
        };
        CustomerForms: {
            plans: {
                key: string;
                name: string;
                paid: boolean;
                emergencySupport: boolean;
                graceDays: number;
            }[];
            organizationFields: {
                key: string;
                name: string;
                /** @enum {string} */
                type: "text" | "long_text" | "number" | "date" | "checkbox" | "choice" | "choices";
                options: {
                    key: string;
                    name: string;
                }[];
            }[];
            contactFields: {
                key: string;
                name: string;
                /** @enum {string} */
                type: "text" | "long_text" | "number" | "date" | "checkbox" | "choice" | "choices";
                options: {
                    key: string;
                    name: string;
                }[];
            }[];
        };
        ContactRow: {
            id: string;
            name: string;
            email: string;
            phone: string | null;
            organizations: {
                id: string;
                name: string;
            }[];
            /** @description Their mail waits in quarantine. */
            isBlocked: boolean;
        };
        Contact: {
            id: string;
            email: string;
            name: string;
            phone: string | null;
            timeZone: string | null;
            language: string | null;
            externalId: string | null;
            fields: {
                [key: string]: unknown;
            };
            erasedAt: string | null;
            /** @description Their mail waits in quarantine: by their address, or by their domain. */
            blocked: {
                pattern: string;
                by: string;
                /**
                 * Format: date-time
                 * @description An instant, ISO 8601 in UTC.
                 */
                at: string;
            } | null;
            memberships: {
                organizationId: string;
                organizationName: string;
                isDefault: boolean;
                mayManageContacts: boolean;
                /** @enum {string} */
                source: "domain" | "agent" | "api" | "import" | "colleague";
                addedBy: string;
                /**
                 * Format: date-time
                 * @description An instant, ISO 8601 in UTC.
                 */
                addedAt: string;
            }[];
            version: number;
            /** @description Whose change it is as it stands. */
            updatedBy: string | null;
            /**
             * Format: date-time
             * @description An instant, ISO 8601 in UTC.
             */
            createdAt: string;
            /**
             * Format: date-time
             * @description An instant, ISO 8601 in UTC.
             */
            updatedAt: string;
        };
        CustomerImport: {
            number: number;
            /** @enum {string} */
            kind: "organizations" | "contacts" | "memberships" | "subscriptions";
            /** @enum {string} */
            format: "csv" | "json" | "ndjson";
            name: string;
            dryRun: boolean;
            /** @enum {string} */
            state: "waiting" | "running" | "done" | "failed" | "cancelled";
            bytes: number;
            doneBytes: number;
            doneRows: number;
            created: number;
            changed: number;
            same: number;
            refused: number;
            failedBecause: string | null;
            userName: string;
            /**
             * Format: date-time
             * @description An instant, ISO 8601 in UTC.
             */
            createdAt: string;
            endedAt: string | null;
            /** @description Keys of the first that are new, and of the first that are changed. */
            examples: {
                created: string[];
                changed: string[];
            };
            /** @description A dry run whose file is still there. */
            canApply: boolean;
            /** @description The dry run whose file this is. */
            triedAs: number | null;
            /** @description What brought this dry run in. */
            appliedAs: number | null;
        };
        CustomerImportReport: {
            number: number;
            /** @enum {string} */
            kind: "organizations" | "contacts" | "memberships" | "subscriptions";
            /** @enum {string} */
            format: "csv" | "json" | "ndjson";
            name: string;
            dryRun: boolean;
            /** @enum {string} */
            state: "waiting" | "running" | "done" | "failed" | "cancelled";
            bytes: number;
            doneBytes: number;
            doneRows: number;
            created: number;
            changed: number;
            same: number;
            refused: number;
            failedBecause: string | null;
            userName: string;
            /**
             * Format: date-time
             * @description An instant, ISO 8601 in UTC.
             */
            createdAt: string;
            endedAt: string | null;
            /** @description Keys of the first that are new, and of the first that are changed. */
            examples: {
                created: string[];
                changed: string[];
            };
            /** @description A dry run whose file is still there. */
            canApply: boolean;
            /** @description The dry run whose file this is. */
            triedAs: number | null;
            /** @description What brought this dry run in. */
            appliedAs: number | null;
            /** @description The first ten thousand. line: of the records, without the header. */
            refusals: {
                line: number;
                key: string;
                field: string | null;
                why: string;
                remedy: string;
            }[];
        };
        PlaybookProblem: {
            file: string;
            line: number;
            column: number;
            path: string;
            message: string;
            remedy: string;
        };
        PlaybookChange: {
            section: string;
            key: string;
            /** @enum {string} */
            kind: "add" | "change" | "remove";
        };
        CustomerSignIn: {
            /** @description Stands in the address customers open: /help/sign-in/with/{key}. */
            key: string;
            name: string;
            issuer: string;
            clientId: string;
            organizationId: string | null;
            signInUrl: string;
            /** @description To be registered with the provider. */
            redirectUrl: string;
        };
        Portal: {
            name: string | null;
            /** @description As #rrggbb; null: the usual one. */
            colour: string | null;
            logoUrl: string | null;
            surveyAfterHours: number | null;
            url: string;
        };
        RaisedEmergency: {
            statusUrl: string;
        };
        EmergencyStatus: {
            number: number;
            subject: string;
            status: string;
            state: ("triggered" | "acknowledged" | "snoozed" | "resolved") | null;
            unanswered: boolean;
            holder: string | null;
            acknowledgedAt: string | null;
            paging: string;
            steps: {
                /**
                 * Format: date-time
                 * @description An instant, ISO 8601 in UTC.
                 */
                at: string;
                text: string;
            }[];
            call: {
                id: string;
                name: string;
                url: string;
                dialIn: string | null;
            } | null;
            conversation: {
                id: string;
                authorKind: string;
                authorName: string;
                body: string;
                /**
                 * Format: date-time
                 * @description An instant, ISO 8601 in UTC.
                 */
                createdAt: string;
            }[];
            dueAt: string | null;
            /**
             * Format: date-time
             * @description An instant, ISO 8601 in UTC.
             */
            createdAt: string;
            /**
             * Format: date-time
             * @description An instant, ISO 8601 in UTC.
             */
            now: string;
        };
        Article: {
            number: number;
            title: string;
            category: string;
            language: string;
            slug: string;
            /** @description Of its public page. */
            path: string;
            version: number;
            publishedVersion: number | null;
            /** @enum {string} */
            source: "app" | "folder";
            sourcePath: string | null;
            /**
             * Format: date-time
             * @description An instant, ISO 8601 in UTC.
             */
            updatedAt: string;
        };
        ArticleVersion: {
            version: number;
            title: string;
            body: string;
            author: string;
            note: string;
            /**
             * Format: date-time
             * @description An instant, ISO 8601 in UTC.
             */
            createdAt: string;
        };
        Topic: {
            number: number;
            title: string;
            /** @description Where everybody reads it. */
            url: string;
            category: {
                key: string;
                name: string;
            };
            tags: string[];
            /** @enum {string} */
            state: "review" | "shown" | "hidden" | "spam" | "outside";
            /** @description It stands in this forum elsewhere, at this address. */
            outside: {
                name: string;
                url: string;
            } | null;
            author: {
                name: string;
                isStaff: boolean;
            };
            replies: number;
            votes: number;
            isSolved: boolean;
            isLocked: boolean;
            isPinned: boolean;
            /** @description Since when nobody but its author has written in it. */
            waitingSince: string | null;
            /**
             * Format: date-time
             * @description An instant, ISO 8601 in UTC.
             */
            createdAt: string;
            /**
             * Format: date-time
             * @description An instant, ISO 8601 in UTC.
             */
            lastAt: string;
        };
        TopicPost: {
            id: string;
            isQuestion: boolean;
            isSolution: boolean;
            /** @description Markdown, as it was written. */
            body: string;
            /** @description Cleaned: it may stand on a page as it is. */
            html: string;
            /** @enum {string} */
            state: "review" | "shown" | "hidden" | "spam";
            /** @description Why it waits or is hidden. */
            why: string;
            /** @enum {string} */
            via: "web" | "mail" | "api" | "cli" | "outside";
            /** @description Our answer in a topic elsewhere: how its way there is. */
            sending: {
                /** @enum {string} */
                state: "waiting" | "done" | "refused";
                why: string | null;
            } | null;
            votes: number;
            author: {
                number: number;
                name: string;
                /** @enum {string} */
                trust: "new" | "member" | "trusted" | "staff";
                isBlocked: boolean;
            };
            /**
             * Format: date-time
             * @description An instant, ISO 8601 in UTC.
             */
            createdAt: string;
        };
        TopicWhole: {
            number: number;
            title: string;
            /** @description Where everybody reads it. */
            url: string;
            category: {
                key: string;
                name: string;
            };
            tags: string[];
            /** @enum {string} */
            state: "review" | "shown" | "hidden" | "spam" | "outside";
            /** @description It stands in this forum elsewhere, at this address. */
            outside: {
                name: string;
                url: string;
            } | null;
            author: {
                name: string;
                isStaff: boolean;
            };
            replies: number;
            votes: number;
            isSolved: boolean;
            isLocked: boolean;
            isPinned: boolean;
            /** @description Since when nobody but its author has written in it. */
            waitingSince: string | null;
            /**
             * Format: date-time
             * @description An instant, ISO 8601 in UTC.
             */
            createdAt: string;
            /**
             * Format: date-time
             * @description An instant, ISO 8601 in UTC.
             */
            lastAt: string;
            posts: components["schemas"]["TopicPost"][];
            /** @description Its author made this ticket of it. */
            ticketNumber: number | null;
            /** @description Its author is on a paid plan, and no ticket was made of it. */
            couldBeTicket: boolean;
            follows: boolean;
            /** @description Why the mark of the solution could not be made elsewhere. */
            solutionRefused: string | null;
        };
        WaitingPost: {
            postId: string;
            topic: {
                number: number;
                title: string;
            };
            body: string;
            why: string;
            isQuestion: boolean;
            author: {
                number: number;
                name: string;
                /** @description Of their posts, let through so far. */
                approved: number;
            };
            /**
             * Format: date-time
             * @description An instant, ISO 8601 in UTC.
             */
            createdAt: string;
        };
        TopicFlag: {
            id: string;
            postId: string;
            topic: {
                number: number;
                title: string;
            };
            body: string;
            /** @enum {string} */
            reason: "spam" | "rude" | "off_topic" | "secret" | "other";
            note: string;
            flaggedBy: string;
            author: {
                number: number;
                name: string;
            };
            /**
             * Format: date-time
             * @description An instant, ISO 8601 in UTC.
             */
            createdAt: string;
        };
        QueueRow: {
            number: number;
            /** @enum {string} */
            status: "new" | "open" | "pending" | "on_hold" | "solved" | "closed";
            /** @enum {string} */
            priority: "low" | "normal" | "high" | "urgent";
            channel: {
                key: string;
                name: string;
                kind: string;
            };
            requesterName: string;
            organizationName: string | null;
            planName: string | null;
            assignee: {
                id: string;
                name: string;
            } | null;
            restricted: boolean;
            promise: {
                metric: string | null;
                /** @enum {string} */
                state: "none" | "running" | "paused" | "breached";
                dueAt: string | null;
                startedAt: string | null;
                /** @description In counted time. */
                targetMinutes: number | null;
                /** @description null: every hour counts, or nothing is promised. */
                counted: {
                    /**
                     * Format: date-time
                     * @description An instant, ISO 8601 in UTC.
                     */
                    at: string;
                    /** @description Counted milliseconds left at `at`; negative: late by so much counted time. */
                    left: number;
                    /** @description Whether time counts at `at`. */
                    counts: boolean;
                    /** @description When counting stops or begins; null: not soon. */
                    until: string | null;
                } | null;
            };
            /**
             * Format: date-time
             * @description An instant, ISO 8601 in UTC.
             */
            createdAt: string;
            /**
             * Format: date-time
             * @description An instant, ISO 8601 in UTC.
             */
            updatedAt: string;
            subject: string;
            customerWords: string;
            identityVerified: boolean;
            /** @description Something about the sender that a person should look at. */
            flag: string | null;
            whyHere: string;
            version: number;
        };
        Band: {
            key: string;
            name: string;
            kind: string;
            promise: string;
            /** @description Counted up to 1000; one more means "more". */
            open: number;
        };
        UnansweredTopic: {
            number: number;
            title: string;
            authorName: string;
            /**
             * Format: date-time
             * @description An instant, ISO 8601 in UTC.
             */
            waitingSince: string;
            /** @description The forum elsewhere it stands in, and where. */
            outside: {
                name: string;
                url: string;
            } | null;
        };
        Shell: {
            me: {
                id: string;
                name: string;
            };
            duty: {
                onCall: boolean;
                /**
                 * Format: date-time
                 * @description On call: the shift's end. Off: the next shift's start.
                 */
                at?: string;
                schedule?: string;
                phoneProven: boolean;
                phoneProblem?: string;
            };
            onCallNow: {
                schedule: string;
                slug: string;
                person?: {
                    id: string;
                    name: string;
                };
                /**
                 * Format: date-time
                 * @description An instant, ISO 8601 in UTC.
                 */
                until?: string;
            }[];
            unanswered: {
                number: number;
                customer: string;
                subject: string;
                /**
                 * Format: date-time
                 * @description An instant, ISO 8601 in UTC.
                 */
                since: string;
                paging?: string;
            }[];
            counts: {
                queue: number;
                mine: number;
            };
            /** @description Some of what is shown is only there to look at. */
            hasSamples: boolean;
        };
        Call: {
            id: string;
            name: string;
            kind: string;
            url: string;
            dialIn: string | null;
            /**
             * Format: date-time
             * @description An instant, ISO 8601 in UTC.
             */
            openedAt: string;
            openedBy: string;
            replacedAt: string | null;
            reason: string | null;
        };
        MarkedText: {
            text: string;
            /** @description Half-open ranges of UTF-16 units to highlight. Plain text: it is never HTML. */
            marks: number[][];
        };
        SearchResult: {
            number: number;
            /** @enum {string} */
            status: "new" | "open" | "pending" | "on_hold" | "solved" | "closed";
            /** @enum {string} */
            priority: "low" | "normal" | "high" | "urgent";
            channel: {
                key: string;
                name: string;
                kind: string;
            };
            requesterName: string;
            organizationName: string | null;
            planName: string | null;
            assignee: {
                id: string;
                name: string;
            } | null;
            restricted: boolean;
            promise: {
                metric: string | null;
                /** @enum {string} */
                state: "none" | "running" | "paused" | "breached";
                dueAt: string | null;
                startedAt: string | null;
                /** @description In counted time. */
                targetMinutes: number | null;
                /** @description null: every hour counts, or nothing is promised. */
                counted: {
                    /**
                     * Format: date-time
                     * @description An instant, ISO 8601 in UTC.
                     */
                    at: string;
                    /** @description Counted milliseconds left at `at`; negative: late by so much counted time. */
                    left: number;
                    /** @description Whether time counts at `at`. */
                    counts: boolean;
                    /** @description When counting stops or begins; null: not soon. */
                    until: string | null;
                } | null;
            };
            /**
             * Format: date-time
             * @description An instant, ISO 8601 in UTC.
             */
            createdAt: string;
            /**
             * Format: date-time
             * @description An instant, ISO 8601 in UTC.
             */
            updatedAt: string;
            subject: components["schemas"]["MarkedText"];
            excerpt: {
                text: string;
                /** @description Half-open ranges of UTF-16 units to highlight. Plain text: it is never HTML. */
                marks: number[][];
                /** @enum {string} */
                kind: "public" | "note";
                author: string;
                /**
                 * Format: date-time
                 * @description An instant, ISO 8601 in UTC.
                 */
                at: string;
            } | null;
            /** @description Files of that message whose names hold what was asked for. */
            files: components["schemas"]["MarkedText"][];
            /** @description The query names this ticket: by number, by the id of a message, by its sender. */
            exact: ("number" | "message" | "address") | null;
        };
        SearchResults: {
            /**
             * Format: date-time
             * @description An instant, ISO 8601 in UTC.
             */
            now: string;
            query: {
                /** @description The query as it was understood. */
                text: string;
                parts: {
                    text: string;
                    isFilter: boolean;
                    /** @description The query without this part. */
                    without: string;
                }[];
            };
            findings: {
                at: string;
                message: string;
                /**
                 * @description `wrong`: nothing can match it, so nothing was looked for. `read`: it was searched as words.
                 * @enum {string}
                 */
                kind: "wrong" | "read";
            }[];
            rows: components["schemas"]["SearchResult"][];
            next: string | null;
            /** @description On the first page. Counted up to 1000; one more means "more". */
            total: number | null;
            indexed: {
                /**
                 * Format: date-time
                 * @description Everything older than this is found.
                 */
                upTo: string;
                behindSeconds: number;
                rebuilding: boolean;
            };
        };
        MailHosts: {
            /** @enum {string} */
            provider: "google" | "microsoft" | "other";
            incoming: {
                host: string;
                port: number;
                /** @enum {string} */
                tls: "tls" | "starttls" | "none";
            };
            outgoing: {
                host: string;
                port: number;
                /** @enum {string} */
                tls: "tls" | "starttls" | "none";
            };
            /** @enum {string} */
            foundBy: "provider" | "domain" | "guess";
        };
        MailTest: {
            id: string;
            /** @enum {string} */
            state: "running" | "passed" | "failed";
            settings: {
                address: string;
                /** @enum {string} */
                provider: "google" | "microsoft" | "other";
                incoming: {
                    host: string;
                    port: number;
                    /** @enum {string} */
                    tls: "tls" | "starttls" | "none";
                    user: string;
                };
                outgoing: {
                    host: string;
                    port: number;
                    /** @enum {string} */
                    tls: "tls" | "starttls" | "none";
                    user: string;
                } | null;
            };
            hasPassword: boolean;
            steps: {
                /** @enum {string} */
                side: "incoming" | "outgoing" | "return";
                /** @enum {string} */
                state: "waiting" | "done" | "failed";
                words: string;
                milliseconds: number | null;
                advice: {
                    /** @description The server's own line. */
                    said: string;
                    reading: string;
                    fix: string;
                    link: {
                        url: string;
                        words: string;
                    } | null;
                } | null;
            }[];
            /**
             * Format: date-time
             * @description An instant, ISO 8601 in UTC.
             */
            startedAt: string;
        };
        Setup: {
            /**
             * Format: date-time
             * @description An instant, ISO 8601 in UTC.
             */
            now: string;
            finishedAt: string | null;
            hasPlaybook: boolean;
            steps: {
                /** @enum {string} */
                step: "company" | "mail" | "promises" | "on_call" | "phone";
                /** @enum {string} */
                state: "done" | "skipped";
                proof: string | null;
                /**
                 * Format: date-time
                 * @description An instant, ISO 8601 in UTC.
                 */
                at: string;
            }[];
            company: {
                name: string;
                timeZone: string;
                days: ("monday" | "tuesday" | "wednesday" | "thursday" | "friday" | "saturday" | "sunday")[];
                from: string;
                to: string;
            };
            presets: {
                /** @enum {string} */
                key: "calm" | "quick" | "day_and_night";
                name: string;
                words: string;
            }[];
            preset: ("calm" | "quick" | "day_and_night") | null;
            onCall: {
                people: {
                    name: string;
                    email: string;
                }[];
                /** @enum {string} */
                turn: "day" | "week" | "two_weeks";
                /** @enum {string} */
                day: "monday" | "tuesday" | "wednesday" | "thursday" | "friday" | "saturday" | "sunday";
                time: string;
            };
            mail: {
                address: string | null;
                /** @description Where SMTP_URL leads. */
                outgoingIsGiven: string | null;
                canSend: boolean;
                test: components["schemas"]["MailTest"] | null;
            };
            phone: {
                ways: number;
                lastProofAt: string | null;
            };
            reachUrl: string;
            testEmergency: {
                /** @enum {string} */
                state: "ringing" | "answered" | "unanswered";
                /**
                 * Format: date-time
                 * @description An instant, ISO 8601 in UTC.
                 */
                startedAt: string;
                answeredMs: number | null;
                pages: {
                    kind: string;
                    state: string;
                    outcome: string | null;
                }[];
            } | null;
            samples: {
                tickets: number;
                crises: number;
                people: number;
            } | null;
        };
        Clock: {
            /** @enum {string} */
            metric: "first_reply" | "next_reply" | "update" | "resolution";
            /** @enum {string} */
            status: "running" | "paused" | "met" | "breached" | "cancelled" | "transferred";
            targetMinutes: number;
            policyKey: string;
            policyVersion: number;
            /** @description null: every hour counts. */
            calendarKey: string | null;
            /**
             * Format: date-time
             * @description An instant, ISO 8601 in UTC.
             */
            startedAt: string;
            /**
             * Format: date-time
             * @description An instant, ISO 8601 in UTC.
             */
            dueAt: string;
            pausedAt: string | null;
            metAt: string | null;
            breachedAt: string | null;
            endedAt: string | null;
            /** @description null: every hour counts, or nothing is promised. */
            counted: {
                /**
                 * Format: date-time
                 * @description An instant, ISO 8601 in UTC.
                 */
                at: string;
                /** @description Counted milliseconds left at `at`; negative: late by so much counted time. */
                left: number;
                /** @description Whether time counts at `at`. */
                counts: boolean;
                /** @description When counting stops or begins; null: not soon. */
                until: string | null;
            } | null;
            entries: {
                seq: number;
                /**
                 * Format: date-time
                 * @description An instant, ISO 8601 in UTC.
                 */
                at: string;
                kind: string;
                dueAt: string | null;
                why: string;
            }[];
        };
        /** @description Every condition given must hold. */
        BulkFilter: {
            /** @description Left out: those open. */
            status?: ("new" | "open" | "pending" | "on_hold" | "solved" | "closed")[];
            priority?: ("low" | "normal" | "high" | "urgent")[];
            channel?: string;
            /** @description "me", a person by id, playbook key or e-mail address; null for nobody. */
            assignee?: string | null;
            tag?: string;
            updatedBefore?: unknown;
        };
        BulkSet: {
            /** @enum {string} */
            status?: "new" | "open" | "pending" | "on_hold" | "solved" | "closed";
            /** @description "me", a person by id, playbook key or e-mail address; null for nobody. */
            assignee?: string | null;
            /** @description A team by id, playbook key or name; null for none. */
            team?: string | null;
            /** @enum {string} */
            priority?: "low" | "normal" | "high" | "urgent";
            addTags?: string[];
            removeTags?: string[];
            /** @description Out of sight until then; null: until the customer answers. */
            snooze?: {
                until: unknown | null;
            };
            /**
             * @description Close them as spam, and change nothing else. Nobody is banned.
             * @constant
             */
            spam?: true;
        };
        BulkPreview: {
            total: number;
            changing: number;
            /** @description Tickets that are so already. */
            same: number;
            refused: number;
            /** @description The first hundred of those that would be refused. */
            refusals: {
                number: number;
                subject: string;
                why: string;
            }[];
        };
        BulkChange: {
            id: string;
            by: string;
            /** @enum {string} */
            state: "running" | "done" | "undoing" | "undone";
            total: number;
            /** @description Tickets that are as they should be. */
            done: number;
            /** @description Tickets that were refused; see `exceptions`. */
            failed: number;
            /** @description Tickets that stand again as they stood. */
            undone: number;
            /** @description Tickets that were not given back what they had; see `exceptions`. */
            kept: number;
            undoneBy: string | null;
            /**
             * Format: date-time
             * @description An instant, ISO 8601 in UTC.
             */
            createdAt: string;
            /**
             * Format: date-time
             * @description It can be taken back until then.
             */
            undoUntil: string;
            /** @description The first hundred that were refused or not given back. */
            exceptions: {
                number: number;
                why: string;
            }[];
        };
        RecipientFate: {
            address: string;
            /**
             * @description sent: a mail server took it, and nobody has said otherwise.
             * @enum {string}
             */
            state: "sent" | "delayed" | "failed";
            /** @description In the words of a mail server. */
            answer: string | null;
        };
        Comment: {
            id: string;
            /** @enum {string} */
            kind: "public" | "note";
            author: {
                /** @enum {string} */
                kind: "user" | "contact" | "machine";
                name: string;
            };
            body: string;
            via: string;
            /** @description Number of the ticket it was written in; another one after a merge or split. */
            home: number;
            /**
             * Format: date-time
             * @description An instant, ISO 8601 in UTC.
             */
            createdAt: string;
            files: {
                id: string;
                name: string;
                contentType: string;
                bytes: number;
                contentId: string | null;
                /** @description Good for an hour or two, without signing in. */
                url: string;
            }[];
            /** @description History and signature of a mail, to be folded: nothing of it is dropped. */
            quoted: string;
            origin: {
                /** @description Its number in the mail log. */
                arrival: number;
                verdict: string | null;
                /** @description What the sender’s domain says of it; null: nobody was asked. */
                checks: {
                    spf: string;
                    dkim: string;
                    dmarc: string;
                    arc: string;
                    dkimDomains: string[];
                } | null;
                notes: string[];
            } | null;
            /** @description There is an HTML version: GET /comments/{id}/body shows it. */
            mail: {
                remoteImages: number;
                notes: string[];
            } | null;
            delivery: {
                /** @enum {string} */
                state: "queued" | "held" | "sent" | "failed";
                answer: string | null;
                at: string | null;
                to: string[];
                /** @description What became of it for each. */
                recipients: components["schemas"]["RecipientFate"][];
                /** @description Of the outgoing message in the mail log. */
                number: number;
                /** @description What the answer means, in a plain sentence. */
                words: string;
                attempts: number;
                nextTryAt: string | null;
            } | null;
        };
        /** @description A reply that can still be taken back. */
        PendingReply: {
            id: string;
            authorName: string;
            body: string;
            /** @description What the ticket becomes when it is sent. */
            status: ("open" | "pending" | "on_hold" | "solved") | null;
            /**
             * Format: date-time
             * @description An instant, ISO 8601 in UTC.
             */
            sendAt: string;
            /** @description Why it was not sent; it waits to be taken back. */
            problem: string | null;
        };
        Happening: {
            id: string;
            type: string;
            /**
             * Format: date-time
             * @description An instant, ISO 8601 in UTC.
             */
            at: string;
            actor: {
                kind: string;
                name: string;
            };
            cause: string | null;
            details: {
                [key: string]: unknown;
            };
        };
        Ticket: {
            number: number;
            subject: string;
            /** @enum {string} */
            status: "new" | "open" | "pending" | "on_hold" | "solved" | "closed";
            /** @enum {string} */
            priority: "low" | "normal" | "high" | "urgent";
            channel: {
                key: string;
                name: string;
                kind: string;
                promise: string;
            };
            requester: {
                name: string;
                email: string;
            };
            organizationId: string | null;
            organizationName: string | null;
            planName: string | null;
            assignee: {
                id: string;
                name: string;
            } | null;
            team: {
                id: string;
                name: string;
            } | null;
            entitlement: {
                why: string;
                doubtful: boolean;
            };
            identityVerified: boolean;
            restricted: boolean;
            phone: string | null;
            tags: string[];
            /** @description Key of a status of the playbook; null: none of its own. */
            statusName: string | null;
            type: ("question" | "incident" | "problem" | "task") | null;
            dueBy: string | null;
            form: string | null;
            fields: {
                [key: string]: unknown;
            };
            snoozed: {
                /**
                 * Format: date-time
                 * @description An instant, ISO 8601 in UTC.
                 */
                until: string;
                untilAnswer: boolean;
            } | null;
            mergedInto: number | null;
            absorbed: {
                number: number;
                subject: string;
            }[];
            spam: boolean;
            followers: {
                id: string;
                name: string;
            }[];
            ccs: {
                name: string;
                email: string;
            }[];
            links: {
                number: number;
                subject: string;
                /** @enum {string} */
                status: "new" | "open" | "pending" | "on_hold" | "solved" | "closed";
                kind: string;
                /** @enum {string} */
                direction: "from" | "to";
            }[];
            promise: {
                metric: string | null;
                /** @enum {string} */
                state: "none" | "running" | "paused" | "breached";
                dueAt: string | null;
                startedAt: string | null;
            };
            documentation: string;
            documentedAt: string | null;
            version: number;
            /**
             * Format: date-time
             * @description An instant, ISO 8601 in UTC.
             */
            createdAt: string;
            /**
             * Format: date-time
             * @description An instant, ISO 8601 in UTC.
             */
            updatedAt: string;
            solvedAt: string | null;
            /** @description What the reader may do with it. */
            may: ("reply" | "note" | "assign" | "edit")[];
        };
        TicketPage: {
            number: number;
            subject: string;
            /** @enum {string} */
            status: "new" | "open" | "pending" | "on_hold" | "solved" | "closed";
            /** @enum {string} */
            priority: "low" | "normal" | "high" | "urgent";
            channel: {
                key: string;
                name: string;
                kind: string;
                promise: string;
            };
            requester: {
                name: string;
                email: string;
            };
            organizationId: string | null;
            organizationName: string | null;
            planName: string | null;
            assignee: {
                id: string;
                name: string;
            } | null;
            team: {
                id: string;
                name: string;
            } | null;
            entitlement: {
                why: string;
                doubtful: boolean;
            };
            identityVerified: boolean;
            restricted: boolean;
            phone: string | null;
            tags: string[];
            /** @description Key of a status of the playbook; null: none of its own. */
            statusName: string | null;
            type: ("question" | "incident" | "problem" | "task") | null;
            dueBy: string | null;
            form: string | null;
            fields: {
                [key: string]: unknown;
            };
            snoozed: {
                /**
                 * Format: date-time
                 * @description An instant, ISO 8601 in UTC.
                 */
                until: string;
                untilAnswer: boolean;
            } | null;
            mergedInto: number | null;
            absorbed: {
                number: number;
                subject: string;
            }[];
            spam: boolean;
            followers: {
                id: string;
                name: string;
            }[];
            ccs: {
                name: string;
                email: string;
            }[];
            links: {
                number: number;
                subject: string;
                /** @enum {string} */
                status: "new" | "open" | "pending" | "on_hold" | "solved" | "closed";
                kind: string;
                /** @enum {string} */
                direction: "from" | "to";
            }[];
            promise: {
                metric: string | null;
                /** @enum {string} */
                state: "none" | "running" | "paused" | "breached";
                dueAt: string | null;
                startedAt: string | null;
            };
            documentation: string;
            documentedAt: string | null;
            version: number;
            /**
             * Format: date-time
             * @description An instant, ISO 8601 in UTC.
             */
            createdAt: string;
            /**
             * Format: date-time
             * @description An instant, ISO 8601 in UTC.
             */
            updatedAt: string;
            solvedAt: string | null;
            /** @description What the reader may do with it. */
            may: ("reply" | "note" | "assign" | "edit")[];
            /**
             * Format: date-time
             * @description An instant, ISO 8601 in UTC.
             */
            now: string;
            /** @description What will stand under an answer of the reader, as a mail. */
            signature: string;
            comments: components["schemas"]["Comment"][];
            pendingReplies: components["schemas"]["PendingReply"][];
            history: components["schemas"]["Happening"][];
        };
        Written: {
            id: string;
            version: number;
            /** @description Until then it can be taken back; null: it is done. */
            sendAt: string | null;
        };
        CustomerTicket: {
            number: number;
            subject: string;
            /** @enum {string} */
            status: "new" | "open" | "pending" | "on_hold" | "solved" | "closed";
            /** @enum {string} */
            priority: "low" | "normal" | "high" | "urgent";
            requesterName: string;
            /**
             * Format: date-time
             * @description An instant, ISO 8601 in UTC.
             */
            createdAt: string;
            /**
             * Format: date-time
             * @description An instant, ISO 8601 in UTC.
             */
            updatedAt: string;
        };
        TicketForms: {
            fields: {
                key: string;
                name: string;
                /** @enum {string} */
                type: "text" | "long_text" | "number" | "date" | "checkbox" | "choice" | "choices";
                options: {
                    key: string;
                    name: string;
                }[];
                /** @enum {string} */
                required: "never" | "to_solve" | "always";
                /** @enum {string} */
                customers: "hidden" | "see" | "write";
                help: string;
            }[];
            forms: {
                key: string;
                name: string;
                fields: {
                    field: string;
                    when: {
                        field: string;
                        is: string[];
                    } | null;
                }[];
            }[];
            statuses: {
                key: string;
                name: string;
                customerName: string | null;
                /** @enum {string} */
                status: "open" | "pending" | "on_hold" | "solved";
            }[];
        };
        OutgoingMessage: {
            number: number;
            purpose: string;
            toAddresses: string[];
            subject: string;
            /** @enum {string} */
            state: "queued" | "held" | "sent" | "failed";
            attempts: number;
            answer: string | null;
            /**
             * Format: date-time
             * @description An instant, ISO 8601 in UTC.
             */
            createdAt: string;
            sentAt: string | null;
            ticketNumber: number | null;
            /** @description Empty before a mail server took it. */
            recipients: components["schemas"]["RecipientFate"][];
            heldBecause: string | null;
            /** @description Its fate in a plain sentence. */
            words: string;
            nextTryAt: string | null;
        };
        OutgoingAttempt: {
            no: number;
            /**
             * Format: date-time
             * @description An instant, ISO 8601 in UTC.
             */
            startedAt: string;
            endedAt: string | null;
            /** @description null: under way. unknown: cut off, it may have gone out. */
            outcome: ("sent" | "later" | "refused" | "unknown") | null;
            answer: string | null;
            /** @description Enhanced status code, RFC 3463. */
            code: string | null;
        };
        OutgoingPage: {
            number: number;
            purpose: string;
            toAddresses: string[];
            subject: string;
            /** @enum {string} */
            state: "queued" | "held" | "sent" | "failed";
            attempts: number;
            answer: string | null;
            /**
             * Format: date-time
             * @description An instant, ISO 8601 in UTC.
             */
            createdAt: string;
            sentAt: string | null;
            ticketNumber: number | null;
            /** @description Empty before a mail server took it. */
            recipients: components["schemas"]["RecipientFate"][];
            heldBecause: string | null;
            /** @description Its fate in a plain sentence. */
            words: string;
            nextTryAt: string | null;
            tries: components["schemas"]["OutgoingAttempt"][];
        };
        Suppression: {
            address: string;
            reason: string;
            /**
             * Format: date-time
             * @description An instant, ISO 8601 in UTC.
             */
            since: string;
            ticketNumber: number | null;
        };
        Snippet: {
            id: string;
            title: string;
            body: string;
            updatedBy: string;
            /**
             * Format: date-time
             * @description An instant, ISO 8601 in UTC.
             */
            updatedAt: string;
        };
        OpenedTicket: {
            number: number;
            id: string;
        };
        /** @description Another device was first: its words, and the version to go on from. */
        DraftConflict: {
            type: string;
            title: string;
            status: number;
            detail: string;
            requestId: string;
            errors: {
                path: string;
                message: string;
            }[];
            draft: {
                body: string;
                version: number;
            };
        };
        UploadedFile: {
            id: string;
            name: string;
            contentType: string;
            bytes: number;
        };
        ArticleWhole: {
            number: number;
            title: string;
            category: string;
            language: string;
            slug: string;
            /** @description Of its public page. */
            path: string;
            version: number;
            publishedVersion: number | null;
            /** @enum {string} */
            source: "app" | "folder";
            sourcePath: string | null;
            /**
             * Format: date-time
             * @description An instant, ISO 8601 in UTC.
             */
            updatedAt: string;
            versions: components["schemas"]["ArticleVersion"][];
        };
        Service: {
            key: string;
            name: string;
            routingKey: string;
        };
        ContactExport: {
            /**
             * Format: date-time
             * @description An instant, ISO 8601 in UTC.
             */
            exportedAt: string;
            contact: {
                [key: string]: unknown;
            };
            tickets: {
                [key: string]: unknown;
            }[];
            messages: {
                [key: string]: unknown;
            }[];
            files: {
                [key: string]: unknown;
            }[];
            readsAlong: {
                [key: string]: unknown;
            }[];
            surveys: {
                [key: string]: unknown;
            }[];
            received: {
                [key: string]: unknown;
            }[];
            signIn: {
                [key: string]: unknown;
            };
            community: {
                [key: string]: unknown;
            };
            mails: {
                [key: string]: unknown;
            }[];
        };
        ErasureAsked: {
            email: string;
            tickets: number;
            messages: number;
            files: number;
            mails: number;
            confirmation: string;
            /**
             * Format: date-time
             * @description An instant, ISO 8601 in UTC.
             */
            until: string;
        };
        Promise: {
            organization: {
                id: string;
                name: string;
            } | null;
            others: {
                id: string;
                name: string;
            }[];
            decision: {
                allowed: boolean;
                as: string;
                why: string;
                standing: string | null;
                belongs: string;
                plan: string | null;
                emergency: boolean;
                promised: boolean;
                temporary: boolean;
                until: string | null;
                doubtful: boolean;
                citizenship: string | null;
            };
            told: string;
            notes: {
                moment: string;
                body: string;
                authorName: string;
            }[];
        };
        Team: {
            id: string;
            key: string;
            name: string;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    getQueue: {
        parameters: {
            query?: {
                filter?: "open" | "mine" | "unassigned" | "snoozed" | "solved";
                channel?: string;
                /** @description `next` of the page before. */
                after?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * Format: date-time
                         * @description An instant, ISO 8601 in UTC.
                         */
                        now: string;
                        rows: components["schemas"]["QueueRow"][];
                        next: string | null;
                        bands: components["schemas"]["Band"][];
                        promisesDue: number[];
                        /** @description Of the community, for whoever looks after it: best effort, never before a ticket. */
                        topics: components["schemas"]["UnansweredTopic"][];
                    };
                };
            };
        };
    };
    takeNext: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @default [] */
                    skip?: number[];
                    /** @default  */
                    reason?: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        number: number;
                    };
                };
            };
        };
    };
    search: {
        parameters: {
            query?: {
                /** @description Words, "exact words", -without, begin*, #12 and filters: status: priority: channel: org: requester: assignee: team: tag: subject: is: has: before: after: created:. Several of one filter are any of them. */
                q?: string;
                /** @description `next` of the page before. */
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SearchResults"];
                };
            };
        };
    };
    searchNumbers: {
        parameters: {
            query: {
                q: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        numbers: number[];
                    };
                };
            };
        };
    };
    rebuildSearch: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Done"];
                };
            };
        };
    };
    getShell: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Shell"];
                };
            };
        };
    };
    createTicket: {
        parameters: {
            query?: never;
            header?: {
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @default  */
                    subject?: string;
                    body: string;
                    requester: {
                        /** Format: email */
                        email: string;
                        name?: string;
                        phone?: string;
                    };
                    /** @description Key of a channel. Left out: paid support. */
                    channel?: string;
                    /** @enum {string} */
                    priority?: "low" | "normal" | "high" | "urgent";
                    tags?: string[];
                };
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OpenedTicket"];
                };
            };
        };
    };
    getTicket: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TicketPage"];
                };
            };
        };
    };
    changeTicket: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    status?: "new" | "open" | "pending" | "on_hold" | "solved" | "closed";
                    /** @description Key of a status of the playbook; the status it counts as follows. */
                    statusName?: string;
                    /** @enum {string} */
                    priority?: "low" | "normal" | "high" | "urgent";
                    /** @default  */
                    why?: string;
                    /**
                     * @description The customer hears of the new priority, with `why`.
                     * @default false
                     */
                    tellCustomer?: boolean;
                    subject?: string;
                    type?: ("question" | "incident" | "problem" | "task") | null;
                    dueBy?: string | null;
                    /** @description By id, key or name; null: none. */
                    team?: string | null;
                    tags?: string[];
                    addTags?: string[];
                    removeTags?: string[];
                    form?: string | null;
                    fields?: {
                        [key: string]: string | number | boolean | string[] | null;
                    };
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Ticket"];
                };
            };
        };
    };
    replyToTicket: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    body: string;
                    version?: number;
                    /** @enum {string} */
                    status?: "open" | "pending" | "on_hold" | "solved";
                    /**
                     * @description Files put away before with POST /files.
                     * @default []
                     */
                    files?: string[];
                    /** @description Version of the draft that these words come from: it is forgotten as they are sent. A draft that they hold whole is forgotten in any case. */
                    draft?: number;
                    /** @description How long it may be taken back before it is sent. Left out: the playbook's time for a person signed in, none for a token. In an emergency there is none. */
                    undoSeconds?: number;
                };
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Written"];
                };
            };
        };
    };
    noteOnTicket: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    body: string;
                    /**
                     * @description Files put away before with POST /files.
                     * @default []
                     */
                    files?: string[];
                    /** @description Version of the draft that these words come from: it is forgotten as they are sent. A draft that they hold whole is forgotten in any case. */
                    draft?: number;
                };
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Written"];
                };
            };
        };
    };
    assignTicket: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description A person by id, playbook key or e-mail address; null for nobody. */
                    assignee: string | null;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Ticket"];
                };
            };
        };
    };
    documentTicket: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    text: string;
                    /** @default true */
                    solve?: boolean;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Ticket"];
                };
            };
        };
    };
    mergeTicket: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Number of the ticket it becomes part of. */
                    into: number;
                    /**
                     * @description The two customers may read each other’s words.
                     * @default false
                     */
                    acrossCustomers?: boolean;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Ticket"];
                };
            };
        };
    };
    unmergeTicket: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Ticket"];
                };
            };
        };
    };
    splitTicket: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    comments: string[];
                    /** @default  */
                    subject?: string;
                    /** @description Left out: the channel of this ticket; of an emergency: paid support. */
                    channel?: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Ticket"];
                };
            };
        };
    };
    unsplitTicket: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Ticket"];
                };
            };
        };
    };
    linkTicket: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: number;
                other: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @default related
                     * @enum {string}
                     */
                    kind?: "related" | "problem" | "duplicate";
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Ticket"];
                };
            };
        };
    };
    unlinkTicket: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: number;
                other: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Ticket"];
                };
            };
        };
    };
    listTicketForms: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TicketForms"];
                };
            };
        };
    };
    snoozeTicket: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: date-time */
                    until: string;
                } | {
                    /** @enum {boolean} */
                    untilAnswer: true;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Ticket"];
                };
            };
        };
    };
    wakeTicket: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Ticket"];
                };
            };
        };
    };
    followTicket: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: number;
                /** @description "me", or a person by id, key or e-mail address. */
                user: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Ticket"];
                };
            };
        };
    };
    unfollowTicket: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: number;
                /** @description "me", or a person by id, key or e-mail address. */
                user: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Ticket"];
                };
            };
        };
    };
    addCc: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: number;
                email: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Ticket"];
                };
            };
        };
    };
    removeCc: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: number;
                email: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Ticket"];
                };
            };
        };
    };
    callSpam: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @default null */
                    ban?: ("address" | "domain") | null;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Ticket"];
                };
            };
        };
    };
    callNoSpam: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Ticket"];
                };
            };
        };
    };
    listBannedSenders: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        senders: {
                            pattern: string;
                            reason: string;
                            /** Format: date-time */
                            bannedAt: string;
                            bannedBy: string;
                            ticketNumber: number | null;
                        }[];
                    };
                };
            };
        };
    };
    banSender: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    pattern: string;
                    /** @default Banned by hand. */
                    reason?: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Done"];
                };
            };
        };
    };
    liftBan: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                pattern: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Done"];
                };
            };
        };
    };
    blockContact: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    reason: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Done"];
                };
            };
        };
    };
    unblockContact: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Done"];
                };
            };
        };
    };
    startBulkChange: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    tickets: number[] | components["schemas"]["BulkFilter"];
                    set: components["schemas"]["BulkSet"];
                };
            };
        };
        responses: {
            /** @description Default Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BulkChange"];
                };
            };
        };
    };
    previewBulkChange: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    tickets: number[] | components["schemas"]["BulkFilter"];
                    set: components["schemas"]["BulkSet"];
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BulkPreview"];
                };
            };
        };
    };
    getBulkChange: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BulkChange"];
                };
            };
        };
    };
    undoBulkChange: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BulkChange"];
                };
            };
        };
    };
    listDrafts: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        drafts: {
                            /** @enum {string} */
                            kind: "reply" | "note";
                            body: string;
                            version: number;
                            /**
                             * Format: date-time
                             * @description An instant, ISO 8601 in UTC.
                             */
                            updatedAt: string;
                        }[];
                    };
                };
            };
        };
    };
    saveDraft: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: number;
                kind: "reply" | "note";
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    body: string;
                    version: number;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        version: number;
                    };
                };
            };
            /** @description Default Response */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DraftConflict"];
                };
            };
        };
    };
    listPresence: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        people: {
                            id: string;
                            name: string;
                            /** @enum {string} */
                            doing: "reading" | "replying" | "noting";
                            /**
                             * Format: date-time
                             * @description An instant, ISO 8601 in UTC.
                             */
                            seenAt: string;
                        }[];
                    };
                };
            };
        };
    };
    sayPresence: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    doing: ("reading" | "replying" | "noting") | null;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Done"];
                };
            };
        };
    };
    listSnippets: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        snippets: components["schemas"]["Snippet"][];
                    };
                };
            };
        };
    };
    createSnippet: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    title: string;
                    body: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Snippet"];
                };
            };
        };
    };
    changeSnippet: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    title: string;
                    body: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Snippet"];
                };
            };
        };
    };
    removeSnippet: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Done"];
                };
            };
        };
    };
    uploadFile: {
        parameters: {
            query: {
                name: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UploadedFile"];
                };
            };
        };
    };
    showMailBody: {
        parameters: {
            query?: {
                scheme?: "light" | "dark";
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": string;
                };
            };
        };
    };
    showRemotePicture: {
        parameters: {
            query: {
                src: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    showInlinePicture: {
        parameters: {
            query: {
                contentId: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    listOutgoing: {
        parameters: {
            query?: {
                state?: "queued" | "held" | "sent" | "failed";
                before?: number;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        messages: components["schemas"]["OutgoingMessage"][];
                    };
                };
            };
        };
    };
    getOutgoing: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OutgoingPage"];
                };
            };
        };
    };
    sendAgain: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Done"];
                };
            };
        };
    };
    sendManyAgain: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    numbers: number[];
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EachDone"];
                };
            };
        };
    };
    takeReplyBack: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: number;
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PendingReply"];
                };
            };
        };
    };
    sendHeldReply: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: number;
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PendingReply"];
                };
            };
        };
    };
    listSuppressions: {
        parameters: {
            query?: {
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        suppressions: components["schemas"]["Suppression"][];
                    };
                };
            };
        };
    };
    liftSuppression: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                address: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Done"];
                };
            };
        };
    };
    listForumCategories: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        categories: {
                            key: string;
                            name: string;
                            description: string;
                        }[];
                    };
                };
            };
        };
    };
    listTopics: {
        parameters: {
            query?: {
                filter?: "shown" | "unanswered" | "solved" | "review" | "hidden" | "outside";
                category?: string;
                tag?: string;
                /** @description `next` of the page before. */
                after?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        topics: components["schemas"]["Topic"][];
                        next: string | null;
                    };
                };
            };
        };
    };
    startTopic: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    category: string;
                    title: string;
                    body: string;
                    /** @default  */
                    tags?: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        number: number;
                        url: string;
                    };
                };
            };
        };
    };
    showTopic: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TopicWhole"];
                };
            };
        };
    };
    changeTopic: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    category?: string;
                    title?: string;
                    tags?: string;
                    locked?: boolean;
                    pinned?: boolean;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Done"];
                };
            };
        };
    };
    replyToTopic: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    body: string;
                    /** @default false */
                    solves?: boolean;
                };
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                    };
                };
            };
        };
    };
    sendAnswerAgain: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Done"];
                };
            };
        };
    };
    solveTopic: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    postId: string | null;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Done"];
                };
            };
        };
    };
    followTopic: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    follows: boolean;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Done"];
                };
            };
        };
    };
    makeTicketOfTopic: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        ticketNumber: number;
                    };
                };
            };
        };
    };
    offerTicket: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Done"];
                };
            };
        };
    };
    getForumReview: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        waiting: components["schemas"]["WaitingPost"][];
                        flags: components["schemas"]["TopicFlag"][];
                    };
                };
            };
        };
    };
    moderatePost: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    state: "shown" | "hidden" | "spam";
                    /** @default  */
                    why?: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Done"];
                };
            };
        };
    };
    dismissFlags: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Done"];
                };
            };
        };
    };
    blockMember: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    isBlocked: boolean;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Done"];
                };
            };
        };
    };
    listArticles: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        articles: components["schemas"]["Article"][];
                    };
                };
            };
        };
    };
    writeArticle: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    title: string;
                    body: string;
                    /** @default General */
                    category?: string;
                    /** @default en */
                    language?: string;
                    /** @default  */
                    note?: string;
                    /** @default false */
                    publish?: boolean;
                    /** @default  */
                    slug?: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        number: number;
                    };
                };
            };
        };
    };
    showArticle: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ArticleWhole"];
                };
            };
        };
    };
    editArticle: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    title: string;
                    body: string;
                    /** @default General */
                    category?: string;
                    /** @default en */
                    language?: string;
                    /** @default  */
                    note?: string;
                    /** @default false */
                    publish?: boolean;
                    expectedVersion: number;
                };
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        version: number;
                    };
                };
            };
        };
    };
    publishArticle: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    version: number | null;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Done"];
                };
            };
        };
    };
    restoreArticle: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    version: number;
                    /** @default false */
                    publish?: boolean;
                };
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        version: number;
                    };
                };
            };
        };
    };
    previewArticle: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    body: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        html: string;
                    };
                };
            };
        };
    };
    explainClocks: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * Format: date-time
                         * @description An instant, ISO 8601 in UTC.
                         */
                        now: string;
                        clocks: components["schemas"]["Clock"][];
                    };
                };
            };
        };
    };
    listIncidents: {
        parameters: {
            query?: {
                status?: "open" | "all";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * Format: date-time
                         * @description An instant, ISO 8601 in UTC.
                         */
                        now: string;
                        incidents: components["schemas"]["IncidentSummary"][];
                    };
                };
            };
        };
    };
    declareIncident: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    ticket?: number;
                    title?: string;
                    body?: string;
                    requester?: {
                        /** Format: email */
                        email: string;
                        name?: string;
                        phone?: string;
                    };
                };
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Incident"];
                };
            };
        };
    };
    getIncident: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Incident"];
                };
            };
        };
    };
    getIncidentOfTicket: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        incident: components["schemas"]["Incident"] | null;
                    };
                };
            };
        };
    };
    draftDocumentation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        text: string;
                    };
                };
            };
        };
    };
    listServices: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        services: components["schemas"]["Service"][];
                    };
                };
            };
        };
    };
    acknowledgeIncident: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Incident"];
                };
            };
        };
    };
    undoAcknowledgement: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Incident"];
                };
            };
        };
    };
    handBackIncident: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Incident"];
                };
            };
        };
    };
    passOnIncident: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @default null */
                    to?: string | null;
                    /** @default  */
                    reason?: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Incident"];
                };
            };
        };
    };
    escalateIncident: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    version: number;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Incident"];
                };
            };
        };
    };
    snoozeIncident: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: date-time */
                    until: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Incident"];
                };
            };
        };
    };
    resolveIncident: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Incident"];
                };
            };
        };
    };
    listCalls: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        calls: components["schemas"]["Call"][];
                    };
                };
            };
        };
    };
    switchCall: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: uuid */
                    replaces?: string;
                    /** @default It does not open */
                    reason?: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Call"];
                };
            };
        };
    };
    listPages: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        pages: components["schemas"]["PageTrace"][];
                    };
                };
            };
        };
    };
    listMyPages: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        pages: {
                            incident: number;
                            title: string;
                            level: number;
                            nextAt: string | null;
                            /**
                             * Format: date-time
                             * @description An instant, ISO 8601 in UTC.
                             */
                            createdAt: string;
                            ticketNumber: number | null;
                            learner: boolean;
                        }[];
                    };
                };
            };
        };
    };
    getReach: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * Format: date-time
                         * @description An instant, ISO 8601 in UTC.
                         */
                        now: string;
                        methods: components["schemas"]["ContactMethod"][];
                        rules: components["schemas"]["NotificationRule"][];
                        usualRules: {
                            method: string;
                            afterSeconds: number;
                            repeatEverySeconds: number | null;
                        }[];
                        pushKey: string;
                        lastProofAt: string | null;
                    };
                };
            };
        };
    };
    listReach: {
        parameters: {
            query: {
                /** @description Ids, separated by commas. */
                people: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        people: {
                            id: string;
                            name: string;
                            ways: number;
                            lastProofAt: string | null;
                        }[];
                    };
                };
            };
        };
    };
    addContactMethod: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    kind: "web_push" | "email" | "ntfy" | "webhook";
                    label: string;
                    address: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ContactMethod"];
                };
            };
        };
    };
    removeContactMethod: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Done"];
                };
            };
        };
    };
    saveNotificationRules: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    rules: components["schemas"]["NotificationRule"][];
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Done"];
                };
            };
        };
    };
    pageMyself: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @default 0 */
                    afterSeconds?: number;
                };
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        pages: number;
                    };
                };
            };
        };
    };
    showPage: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                token: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LinkedPage"];
                };
            };
        };
    };
    acknowledgeByLink: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                token: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LinkedPage"];
                };
            };
        };
    };
    passOnByLink: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                token: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @default null */
                    to?: string | null;
                    /** @default  */
                    reason?: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LinkedPage"];
                };
            };
        };
    };
    recordReceipt: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                token: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @default delivered
                     * @enum {string}
                     */
                    kind?: "delivered" | "seen";
                } | null;
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Done"];
                };
            };
        };
    };
    getOnCall: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * Format: date-time
                         * @description An instant, ISO 8601 in UTC.
                         */
                        now: string;
                        onDuty: components["schemas"]["OnDuty"][];
                        myShifts: {
                            /**
                             * Format: date-time
                             * @description An instant, ISO 8601 in UTC.
                             */
                            from: string;
                            /**
                             * Format: date-time
                             * @description An instant, ISO 8601 in UTC.
                             */
                            to: string;
                            /** @description null: a gap, nobody is on call. */
                            person: {
                                id: string;
                                name: string;
                            } | null;
                            layer: string | null;
                            overrideId: string | null;
                            scheduleKey: string;
                            scheduleName: string;
                        }[];
                        gaps: {
                            /**
                             * Format: date-time
                             * @description An instant, ISO 8601 in UTC.
                             */
                            from: string;
                            /**
                             * Format: date-time
                             * @description An instant, ISO 8601 in UTC.
                             */
                            to: string;
                            /** @description null: a gap, nobody is on call. */
                            person: {
                                id: string;
                                name: string;
                            } | null;
                            layer: string | null;
                            overrideId: string | null;
                            scheduleKey: string;
                            scheduleName: string;
                        }[];
                    };
                };
            };
        };
    };
    getSchedule: {
        parameters: {
            query?: {
                from?: string;
                to?: string;
            };
            header?: never;
            path: {
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        key: string;
                        name: string;
                        timeZone: string;
                        shadow: boolean;
                        /**
                         * Format: date-time
                         * @description An instant, ISO 8601 in UTC.
                         */
                        now: string;
                        /**
                         * Format: date-time
                         * @description An instant, ISO 8601 in UTC.
                         */
                        from: string;
                        /**
                         * Format: date-time
                         * @description An instant, ISO 8601 in UTC.
                         */
                        to: string;
                        final: components["schemas"]["Shift"][];
                        layers: {
                            name: string;
                            shifts: components["schemas"]["Shift"][];
                        }[];
                        covers: components["schemas"]["Cover"][];
                    };
                };
            };
        };
    };
    addCover: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                key: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    person: string;
                    /** Format: date-time */
                    from: string;
                    /** Format: date-time */
                    to: string;
                    /** @default  */
                    reason?: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                    };
                };
            };
        };
    };
    removeCover: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Done"];
                };
            };
        };
    };
    listArrivals: {
        parameters: {
            query?: {
                state?: "received" | "taken" | "duplicate" | "quarantined" | "ignored";
                /** @description Of the quarantined: `waiting` came within the last 30 days. */
                quarantine?: "waiting" | "past";
                /** @description The address or the mailbox it came to. */
                mailbox?: string;
                /** @description Part of its sender. */
                from?: string;
                /** @description Part of its subject or of its sender. */
                text?: string;
                ticket?: number;
                since?: string;
                until?: string;
                before?: number;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        arrivals: components["schemas"]["Arrival"][];
                    };
                };
            };
        };
    };
    countArrivals: {
        parameters: {
            query?: {
                /** @description The address or the mailbox it came to. */
                mailbox?: string;
                /** @description Part of its sender. */
                from?: string;
                /** @description Part of its subject or of its sender. */
                text?: string;
                ticket?: number;
                since?: string;
                until?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ArrivalCounts"];
                };
            };
        };
    };
    getArrival: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ArrivalPage"];
                };
            };
        };
    };
    readArrival: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        raw: string;
                        transcript: string;
                    };
                };
            };
        };
    };
    downloadArrival: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The bytes, as message/rfc822. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "message/rfc822": unknown;
                };
            };
        };
    };
    releaseArrival: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description Which ticket it is filed into; null: a new one.
                     * @default null
                     */
                    ticket?: number | null;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Done"];
                };
            };
        };
    };
    releaseArrivals: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    numbers: number[];
                    /**
                     * @description Which ticket it is filed into; null: a new one.
                     * @default null
                     */
                    ticket?: number | null;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EachDone"];
                };
            };
        };
    };
    processArrivalAgain: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Done"];
                };
            };
        };
    };
    processArrivalsAgain: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    numbers: number[];
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EachDone"];
                };
            };
        };
    };
    listMailboxes: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        mailboxes: components["schemas"]["Mailbox"][];
                        /** @description What a mailbox can belong to. */
                        channels: {
                            key: string;
                            name: string;
                        }[];
                    };
                };
            };
        };
    };
    createMailbox: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    password?: string;
                    clientSecret?: string;
                    refreshToken?: string;
                    key: string;
                    /**
                     * @default imap
                     * @enum {string}
                     */
                    kind?: "imap" | "http";
                    /**
                     * @description `now` leaves alone what lies in the folder already.
                     * @default now
                     * @enum {string}
                     */
                    begins?: "now" | "beginning";
                    name: string;
                    addresses: string[];
                    channel: string;
                    host?: string;
                    /** @default 993 */
                    port?: number;
                    /**
                     * @default tls
                     * @enum {string}
                     */
                    tls?: "tls" | "starttls" | "none";
                    user?: string;
                    /**
                     * @default password
                     * @enum {string}
                     */
                    auth?: "password" | "oauth2";
                    /** @default null */
                    oauth?: {
                        /** Format: uri */
                        tokenUrl: string;
                        clientId: string;
                        /** @default null */
                        scope?: string | null;
                    } | null;
                    /** @default INBOX */
                    folder?: string;
                    /** @default null */
                    moveTo?: string | null;
                    /** @default 60 */
                    pollSeconds?: number;
                };
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        mailbox: components["schemas"]["Mailbox"];
                        /** @description Of an http mailbox: in this answer and nowhere else. */
                        signingSecret: string | null;
                    };
                };
            };
        };
    };
    removeMailbox: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Done"];
                };
            };
        };
    };
    changeMailbox: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                key: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name?: string;
                    addresses?: string[];
                    channel?: string;
                    host?: string;
                    port?: number;
                    /** @enum {string} */
                    tls?: "tls" | "starttls" | "none";
                    user?: string;
                    /** @enum {string} */
                    auth?: "password" | "oauth2";
                    oauth?: {
                        /** Format: uri */
                        tokenUrl: string;
                        clientId: string;
                        /** @default null */
                        scope?: string | null;
                    } | null;
                    folder?: string;
                    moveTo?: string | null;
                    pollSeconds?: number;
                    password?: string;
                    clientSecret?: string;
                    refreshToken?: string;
                    paused?: boolean;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Mailbox"];
                };
            };
        };
    };
    testMailbox: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        ok: boolean;
                        says: string;
                        messages: number | null;
                        idle: boolean | null;
                        move: boolean | null;
                    };
                };
            };
        };
    };
    listConnections: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        connections: components["schemas"]["Connection"][];
                        kinds: components["schemas"]["ConnectionKind"][];
                    };
                };
            };
        };
    };
    createConnection: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    key: string;
                    kind: string;
                    name: string;
                    settings: {
                        [key: string]: unknown;
                    };
                };
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Connection"];
                };
            };
        };
    };
    removeConnection: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Done"];
                };
            };
        };
    };
    changeConnection: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                key: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name?: string;
                    settings?: {
                        [key: string]: unknown;
                    };
                    paused?: boolean;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Connection"];
                };
            };
        };
    };
    testConnection: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        ok: boolean;
                        says: string;
                    };
                };
            };
        };
    };
    listOrganizations: {
        parameters: {
            query?: {
                q?: string;
                /** @description The mark of the page before. */
                after?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        organizations: components["schemas"]["OrganizationRow"][];
                        next: string | null;
                    };
                };
            };
        };
    };
    createOrganization: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                    externalId?: string | null;
                    domains?: string[];
                    region?: string | null;
                    timeZone?: string | null;
                    successTier?: string | null;
                    ownerId?: string | null;
                    contactLimit?: number | null;
                    citizenship?: string | null;
                    /** @description Own fields of the playbook; only those given change, null empties one. */
                    fields?: {
                        [key: string]: string | number | boolean | string[] | null;
                    };
                    heldBecause?: string | null;
                };
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Organization"];
                };
            };
        };
    };
    showOrganization: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Organization"];
                };
            };
        };
    };
    changeOrganization: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name?: string;
                    externalId?: string | null;
                    domains?: string[];
                    region?: string | null;
                    timeZone?: string | null;
                    successTier?: string | null;
                    ownerId?: string | null;
                    contactLimit?: number | null;
                    citizenship?: string | null;
                    /** @description Own fields of the playbook; only those given change, null empties one. */
                    fields?: {
                        [key: string]: string | number | boolean | string[] | null;
                    };
                    heldBecause?: string | null;
                    /** @description The version that was read. Refused when somebody changed it meanwhile. */
                    version?: number;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Organization"];
                };
            };
        };
    };
    upsertOrganization: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                externalId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                    domains?: string[];
                    region?: string | null;
                    timeZone?: string | null;
                    successTier?: string | null;
                    ownerId?: string | null;
                    contactLimit?: number | null;
                    citizenship?: string | null;
                    /** @description Own fields of the playbook; only those given change, null empties one. */
                    fields?: {
                        [key: string]: string | number | boolean | string[] | null;
                    };
                    heldBecause?: string | null;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Organization"];
                };
            };
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Organization"];
                };
            };
        };
    };
    setSharing: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description The version that was read. Refused when somebody changed it meanwhile. */
                    version?: number;
                    /** @enum {string} */
                    sharing: "own" | "read" | "write";
                    /**
                     * @description Who at the customer took the risk. Needed for more than "own".
                     * @default null
                     */
                    acceptedBy?: string | null;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Organization"];
                };
            };
        };
    };
    setEnvironments: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    environments: components["schemas"]["Environment"][];
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Organization"];
                };
            };
        };
    };
    addOrganizationNote: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    moment: "always" | "emergency" | "call" | "release" | "sharing";
                    body: string;
                    fromAt?: string | null;
                    untilAt?: string | null;
                };
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrganizationNote"];
                };
            };
        };
    };
    removeOrganizationNote: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                note: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Done"];
                };
            };
        };
    };
    restoreOrganizationNote: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                note: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Done"];
                };
            };
        };
    };
    showCustomerForms: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CustomerForms"];
                };
            };
        };
    };
    listContacts: {
        parameters: {
            query?: {
                q?: string;
                /** @description The mark of the page before. */
                after?: string;
                limit?: number;
                organization?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        contacts: components["schemas"]["ContactRow"][];
                        next: string | null;
                    };
                };
            };
        };
    };
    createContact: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: email */
                    email: string;
                    name: string;
                    phone?: string | null;
                    timeZone?: string | null;
                    language?: string | null;
                    externalId?: string | null;
                    /** @description Own fields of the playbook; only those given change, null empties one. */
                    fields?: {
                        [key: string]: string | number | boolean | string[] | null;
                    };
                    /**
                     * Format: uuid
                     * @description Whose contact they are from the beginning.
                     */
                    organizationId?: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Contact"];
                };
            };
        };
    };
    showContact: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Contact"];
                };
            };
        };
    };
    eraseContact: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    confirmation: string;
                    email: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Done"];
                };
            };
        };
    };
    changeContact: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: email */
                    email?: string;
                    name?: string;
                    phone?: string | null;
                    timeZone?: string | null;
                    language?: string | null;
                    externalId?: string | null;
                    /** @description Own fields of the playbook; only those given change, null empties one. */
                    fields?: {
                        [key: string]: string | number | boolean | string[] | null;
                    };
                    /** @description The version that was read. Refused when somebody changed it meanwhile. */
                    version?: number;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Contact"];
                };
            };
        };
    };
    upsertContact: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                externalId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: email */
                    email: string;
                    name: string;
                    phone?: string | null;
                    timeZone?: string | null;
                    language?: string | null;
                    /** @description Own fields of the playbook; only those given change, null empties one. */
                    fields?: {
                        [key: string]: string | number | boolean | string[] | null;
                    };
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Contact"];
                };
            };
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Contact"];
                };
            };
        };
    };
    setMembership: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                organization: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    isDefault?: boolean;
                    mayManageContacts?: boolean;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Contact"];
                };
            };
        };
    };
    removeMembership: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                organization: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Contact"];
                };
            };
        };
    };
    listSubscriptions: {
        parameters: {
            query: {
                organization: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        subscriptions: components["schemas"]["Subscription"][];
                    };
                };
            };
        };
    };
    createSubscription: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Key of a plan of the playbook. */
                    plan: string;
                    externalId?: string | null;
                    /** @enum {string} */
                    hosting?: "hosted" | "self_managed" | "dedicated";
                    /** Format: date-time */
                    startsAt: string;
                    endsAt?: string | null;
                    graceDays?: number;
                    seats?: number | null;
                    /** @description null: as the plan says. */
                    emergencySupport?: boolean | null;
                    citizenship?: string | null;
                    /** @enum {string} */
                    state?: "active" | "on_hold" | "disputed";
                    /** Format: uuid */
                    organizationId: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Subscription"];
                };
            };
        };
    };
    showSubscription: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Subscription"];
                };
            };
        };
    };
    changeSubscription: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Key of a plan of the playbook. */
                    plan?: string;
                    externalId?: string | null;
                    /** @enum {string} */
                    hosting?: "hosted" | "self_managed" | "dedicated";
                    /** Format: date-time */
                    startsAt?: string;
                    endsAt?: string | null;
                    graceDays?: number;
                    seats?: number | null;
                    /** @description null: as the plan says. */
                    emergencySupport?: boolean | null;
                    citizenship?: string | null;
                    /** @enum {string} */
                    state?: "active" | "on_hold" | "disputed";
                    /** @description The version that was read. Refused when somebody changed it meanwhile. */
                    version?: number;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Subscription"];
                };
            };
        };
    };
    upsertSubscription: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                externalId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Key of a plan of the playbook. */
                    plan: string;
                    /** @enum {string} */
                    hosting?: "hosted" | "self_managed" | "dedicated";
                    /** Format: date-time */
                    startsAt: string;
                    endsAt?: string | null;
                    graceDays?: number;
                    seats?: number | null;
                    /** @description null: as the plan says. */
                    emergencySupport?: boolean | null;
                    citizenship?: string | null;
                    /** @enum {string} */
                    state?: "active" | "on_hold" | "disputed";
                    /** Format: uuid */
                    organizationId: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Subscription"];
                };
            };
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Subscription"];
                };
            };
        };
    };
    bookMinutes: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    minutes: number;
                    why: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        left: number;
                    };
                };
            };
        };
    };
    listCustomerImports: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        imports: components["schemas"]["CustomerImport"][];
                    };
                };
            };
        };
    };
    importCustomers: {
        parameters: {
            query: {
                kind: "organizations" | "contacts" | "memberships" | "subscriptions";
                name: string;
                dryRun?: "true" | "false";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CustomerImport"];
                };
            };
        };
    };
    showCustomerImport: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CustomerImportReport"];
                };
            };
        };
    };
    cancelCustomerImport: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Done"];
                };
            };
        };
    };
    applyCustomerImport: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CustomerImport"];
                };
            };
        };
    };
    exportContact: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ContactExport"];
                };
            };
        };
    };
    askToErase: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErasureAsked"];
                };
            };
        };
    };
    listOrganizationTickets: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        open: components["schemas"]["CustomerTicket"][];
                        over: components["schemas"]["CustomerTicket"][];
                    };
                };
            };
        };
    };
    listContactTickets: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        open: components["schemas"]["CustomerTicket"][];
                        over: components["schemas"]["CustomerTicket"][];
                    };
                };
            };
        };
    };
    setTicketOrganization: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description null: as the address of the requester decides. */
                    organizationId: string | null;
                    version?: number;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Ticket"];
                };
            };
        };
    };
    explainPromise: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Promise"];
                };
            };
        };
    };
    getMe: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Me"];
                };
            };
        };
    };
    listPeople: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        people: components["schemas"]["Person"][];
                    };
                };
            };
        };
    };
    listTeams: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        teams: components["schemas"]["Team"][];
                    };
                };
            };
        };
    };
    invitePerson: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                person: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        url: string;
                        name: string;
                    };
                };
            };
        };
    };
    showInvitation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                token: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        name: string;
                        email: string;
                    };
                };
            };
        };
    };
    acceptInvitation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                token: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    password: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Done"];
                };
            };
        };
    };
    listTokens: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        tokens: components["schemas"]["Token"][];
                    };
                };
            };
        };
    };
    createToken: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                    /**
                     * @default [
                     *       "*"
                     *     ]
                     */
                    scopes?: string[];
                    /** Format: date-time */
                    expiresAt?: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        token: string;
                    };
                };
            };
        };
    };
    revokeToken: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Done"];
                };
            };
        };
    };
    getWelcome: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        isEmpty: boolean;
                    };
                };
            };
        };
    };
    createFirstAdmin: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                    /** Format: email */
                    email: string;
                    password: string;
                    /** @default UTC */
                    timeZone?: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Done"];
                };
            };
        };
    };
    exportPlaybook: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        source: string;
                    };
                };
            };
        };
    };
    checkPlaybook: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    source: string;
                    /** @default playbook.yaml */
                    file?: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        ok: boolean;
                        problems: components["schemas"]["PlaybookProblem"][];
                    };
                };
            };
        };
    };
    diffPlaybook: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    source: string;
                    /** @default playbook.yaml */
                    file?: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        changes: components["schemas"]["PlaybookChange"][];
                        text: string;
                    };
                };
            };
        };
    };
    applyPlaybook: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    source: string;
                    /** @default playbook.yaml */
                    file?: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        changes: components["schemas"]["PlaybookChange"][];
                        text: string;
                    };
                };
            };
        };
    };
    getSetup: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Setup"];
                };
            };
        };
    };
    skipSetupStep: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                step: "company" | "mail" | "promises" | "on_call" | "phone";
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Done"];
                };
            };
        };
    };
    saveSetupCompany: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description The name people see. */
                    name: string;
                    timeZone: string;
                    days: ("monday" | "tuesday" | "wednesday" | "thursday" | "friday" | "saturday" | "sunday")[];
                    /** @description A time of day on the local clock, from 00:00 to 23:59. */
                    from: string;
                    /** @description A time of day on the local clock, from 00:00 to 23:59. */
                    to: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        proof: string;
                    };
                };
            };
        };
    };
    findMailHosts: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: email */
                    address: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MailHosts"];
                };
            };
        };
    };
    startMailTest: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: email */
                    address: string;
                    /** @enum {string} */
                    provider: "google" | "microsoft" | "other";
                    incoming: {
                        host: string;
                        port: number;
                        /** @enum {string} */
                        tls: "tls" | "starttls" | "none";
                        user: string;
                        /** @default null */
                        password?: string | null;
                    };
                    /** @description Null: SMTP_URL says where mail leaves. */
                    outgoing: {
                        host: string;
                        port: number;
                        /** @enum {string} */
                        tls: "tls" | "starttls" | "none";
                        user: string;
                        /** @default null */
                        password?: string | null;
                    } | null;
                };
            };
        };
        responses: {
            /** @description Default Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                    };
                };
            };
        };
    };
    saveSetupPromises: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    preset: "calm" | "quick" | "day_and_night";
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        proof: string;
                    };
                };
            };
        };
    };
    saveSetupOnCall: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    people: {
                        /** @description The name people see. */
                        name: string;
                        email: string;
                    }[];
                    /** @enum {string} */
                    turn: "day" | "week" | "two_weeks";
                    /** @enum {string} */
                    day: "monday" | "tuesday" | "wednesday" | "thursday" | "friday" | "saturday" | "sunday";
                    /** @description A time of day on the local clock, from 00:00 to 23:59. */
                    time: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        proof: string;
                    };
                };
            };
        };
    };
    startTestEmergency: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Done"];
                };
            };
        };
    };
    endTestEmergency: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Done"];
                };
            };
        };
    };
    makeSamples: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Done"];
                };
            };
        };
    };
    removeSamples: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Done"];
                };
            };
        };
    };
    finishSetup: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Done"];
                };
            };
        };
    };
    showEmergencyLink: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                token: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        organizationName: string;
                    };
                };
            };
        };
    };
    raiseByLink: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                token: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    what: string;
                    /** @default  */
                    phone?: string;
                    formKey?: string;
                    /** @default  */
                    name?: string;
                    email?: string | "";
                };
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RaisedEmergency"];
                };
            };
        };
    };
    sendCode: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: email */
                    email: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Done"];
                };
            };
        };
    };
    raiseByCode: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    what: string;
                    /** @default  */
                    phone?: string;
                    formKey?: string;
                    /** Format: email */
                    email: string;
                    code: string;
                    name?: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RaisedEmergency"];
                };
            };
        };
    };
    showStatus: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                token: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EmergencyStatus"];
                };
            };
        };
    };
    writeOnStatus: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                token: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    body: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Done"];
                };
            };
        };
    };
    customerSwitchesCall: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                token: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Done"];
                };
            };
        };
    };
    getEmergencyLink: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        url: string;
                    };
                };
            };
        };
    };
    rotateEmergencyLink: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        url: string;
                    };
                };
            };
        };
    };
    listCustomerSignIns: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CustomerSignIn"][];
                };
            };
        };
    };
    saveCustomerSignIn: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Stands in the address customers open: /help/sign-in/with/{key}. */
                key: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                    /** Format: uri */
                    issuer: string;
                    clientId: string;
                    clientSecret: string;
                    /** @default null */
                    organizationId?: string | null;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Done"];
                };
            };
        };
    };
    removeCustomerSignIn: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Stands in the address customers open: /help/sign-in/with/{key}. */
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Done"];
                };
            };
        };
    };
    tryCustomerSignIn: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Stands in the address customers open: /help/sign-in/with/{key}. */
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        works: boolean;
                        words: string;
                    };
                };
            };
        };
    };
    showPortal: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Portal"];
                };
            };
        };
    };
    changePortal: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name?: string | null;
                    /** @description As #rrggbb; null: the usual one. */
                    colour?: string | null;
                    /** @description PNG, JPEG or WebP as base64, at most 100 kB. */
                    logo?: string | null;
                    /** @description Asks by mail how it went, so long after it was solved; null: never. */
                    surveyAfterHours?: number | null;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        adjusted: {
                            use: string;
                            contrast: number;
                            used: string;
                        }[];
                        words: string;
                    };
                };
            };
        };
    };
    examine: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * Format: date-time
                         * @description An instant, ISO 8601 in UTC.
                         */
                        now: string;
                        /**
                         * @description The worst one found.
                         * @enum {string}
                         */
                        state: "ok" | "warning" | "problem";
                        checks: components["schemas"]["Check"][];
                    };
                };
            };
        };
    };
    listen: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
}
