//! What is made of what pages say.
