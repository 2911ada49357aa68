//! Published figures and lists, each with the release in which it stood.
